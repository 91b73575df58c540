-- A return of an earlier year taken over from a filled form (历年表): what was reported on paper before the program counted. Its
-- figures are compared with; none of them is ever an entry of the ledger.
create table statistics.paper_return (
    id              uuid        primary key default uuidv7(),
    form_code       text        not null,
    organization_id uuid        not null references organization.organization (id),
    period          text        not null check (period ~ '^[0-9]{4}(Q[1-4])?$'),
    content         text        not null,
    reported_on     date        not null,
    attachment_id   uuid        not null,
    sheet_name      text        not null,
    taken_by        uuid        not null references account.person (id),
    taken_at        timestamptz not null,
    withdrawn_by    uuid        references account.person (id),
    withdrawn_at    timestamptz,
    words           text        not null default '',
    constraint what_was_withdrawn_says_by_whom check (num_nonnulls(withdrawn_by, withdrawn_at) in (0, 2)),
    constraint what_was_withdrawn_says_why check ((withdrawn_at is null) = (words = ''))
);

comment on column statistics.paper_return.content is 'The canonical text of the sheet, as a signed return has it, without a watermark.';
comment on column statistics.paper_return.attachment_id is 'The file that it was read from.';

create unique index a_period_is_taken_over_once
    on statistics.paper_return (organization_id, form_code, period) where withdrawn_at is null;

grant select, insert on statistics.paper_return to gongkai_work;
grant update (withdrawn_by, withdrawn_at, words) on statistics.paper_return to gongkai_work;
