-- A figure that the records cannot be made to show (手工更正): the exception. What takes effect is the difference, as an entry of the
-- unit's own in the ledger, so that every superior's sum contains it.
create table statistics.correction (
    id              uuid        primary key default uuidv7(),
    form_code       text        not null,
    organization_id uuid        not null references organization.organization (id),
    period          text        not null check (period ~ '^[0-9]{4}(Q[1-4])?$'),
    row_code        text        not null,
    column_code     text        not null,
    effective_on    date        not null,
    was             bigint      not null,
    becomes         bigint      not null check (becomes >= 0),
    was_base        bigint,
    becomes_base    bigint      check (becomes_base >= 1),
    reason          text        not null check (char_length(reason) between 10 and 300),
    attachment_id   uuid        not null,
    status          text        not null check (status in ('PROPOSED', 'IN_FORCE', 'REFUSED', 'WITHDRAWN')),
    proposed_by     uuid        not null references account.person (id),
    proposed_at     timestamptz not null,
    decided_by      uuid        references account.person (id),
    decided_at      timestamptz,
    withdrawn_by    uuid        references account.person (id),
    withdrawn_at    timestamptz,
    words           text        not null default '',
    constraint it_changes_something check (was <> becomes or was_base is distinct from becomes_base),
    constraint a_rate_has_both_its_numbers check ((was_base is null) = (becomes_base is null)),
    constraint satisfied_answers_are_among_the_valid check (becomes <= becomes_base),
    constraint another_person_decides check (decided_by <> proposed_by),
    constraint what_was_decided_says_by_whom check (
        num_nonnulls(decided_by, decided_at) in (0, 2)
        and (status not in ('IN_FORCE', 'REFUSED') or decided_by is not null)),
    constraint what_was_withdrawn_says_by_whom check (
        num_nonnulls(withdrawn_by, withdrawn_at) in (0, 2)
        and (status = 'WITHDRAWN') = (withdrawn_by is not null))
);

comment on column statistics.correction.effective_on is 'Day of its entry in the ledger: the last that the return counts.';
comment on column statistics.correction.was_base is 'Of a rate: the valid answers; was and becomes are then the satisfied ones.';
comment on column statistics.correction.words is 'Why it was refused or withdrawn.';

create unique index a_cell_is_corrected_one_at_a_time
    on statistics.correction (organization_id, form_code, period, row_code, column_code) where status = 'PROPOSED';
create index correction_organization_idx on statistics.correction (organization_id, period);

grant select, insert on statistics.correction to gongkai_work;
grant update (status, decided_by, decided_at, withdrawn_by, withdrawn_at, words) on statistics.correction to gongkai_work;
