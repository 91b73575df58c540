create schema catalog;

create table catalog.guideline (
    id          uuid        primary key default uuidv7(),
    issuer_id   uuid        not null references organization.organization (id),
    title       text        not null check (length(title) between 1 and 200),
    kinds       text[]      not null check (cardinality(kinds) > 0),
    issued_on   date        not null,
    issued_by   uuid        not null references account.person (id),
    recorded_at timestamptz not null
);

comment on table catalog.guideline is 'A county''s guiding catalog (目录指导意见). Never changed: a later one is issued.';

create index guideline_issuer_idx on catalog.guideline (issuer_id, issued_on);

-- Attributes of a row of a catalog, the same for a guideline and for an organization's own catalog.
create table catalog.guideline_entry (
    guideline_id     uuid    not null references catalog.guideline (id),
    item             uuid    not null,
    no               integer not null check (no > 0),
    heading          text    not null,
    title            text    not null,
    elements         text[]  not null,
    scope            text    not null,
    audience         text,
    channels         text[]  not null,
    time_code        text    not null,
    rules            text[]  not null,
    responsible      text    not null,
    category         text    not null,
    pii_class        integer not null,
    mandatory        boolean not null,
    basis            text    not null,
    display_days     integer,
    retention        text    not null,
    related          text    not null,
    beyond_power     boolean not null,
    state_owned_only boolean not null,
    remark           text    not null,
    primary key (guideline_id, item),
    unique (guideline_id, no)
);

comment on column catalog.guideline_entry.item is
    'Kept by every catalog derived from it; a later guideline keeps it for a row of the same title.';
comment on column catalog.guideline_entry.state_owned_only is 'Marked † in the county''s table.';

create table catalog.version (
    id            uuid        primary key default uuidv7(),
    organization_id uuid      not null references organization.organization (id),
    number        integer     not null check (number > 0),
    status        text        not null default 'DRAFT'
                              check (status in ('DRAFT', 'SUBMITTED', 'FILED', 'EFFECTIVE', 'SUPERSEDED')),
    guideline_id  uuid        references catalog.guideline (id),
    submitted_on  date,
    submitted_by  uuid references account.person (id),
    filed_on      date,
    filed_by      uuid references account.person (id),
    filed_at_id   uuid        references organization.organization (id),
    filing_number text,
    effective_on  date,
    superseded_on date,
    duties_until  date,
    remark        text        not null default '',
    created_by    uuid        not null references account.person (id),
    created_at    timestamptz not null,
    constraint version_number_once unique (organization_id, number),
    constraint filing_number_once unique (filed_at_id, filing_number),
    constraint filed_by_another check (filed_by <> submitted_by),
    constraint submitted_with_its_day check
        (status = 'DRAFT' or (submitted_on is not null and submitted_by is not null)),
    constraint filed_with_its_day check
        (status in ('DRAFT', 'SUBMITTED')
            or (filed_on is not null and filed_by is not null and filing_number is not null and effective_on is not null))
);

comment on column catalog.version.filed_at_id is 'The organization that put it on file: the superior of that day, itself at the top.';
comment on column catalog.version.duties_until is 'Periods that begin up to this day have brought about their duties.';

-- An organization works on one version at a time, and one is in force.
create unique index version_in_work_once on catalog.version (organization_id) where status in ('DRAFT', 'SUBMITTED', 'FILED');
create unique index version_in_force_once on catalog.version (organization_id) where status = 'EFFECTIVE';
create index version_status_idx on catalog.version (status, effective_on);

create table catalog.step (
    id         bigint      generated always as identity primary key,
    version_id uuid        not null references catalog.version (id),
    step       text        not null
                           check (step in ('START', 'SUBMIT', 'SEND_BACK', 'FILE', 'TAKE_EFFECT', 'SUPERSEDE')),
    taken_by   uuid references account.person (id),
    taken_at   timestamptz not null,
    remark     text        not null default ''
);

comment on table catalog.step is 'Who did what with a version and when; by nobody where the day alone did it. Rows are added, never changed.';

create index step_version_idx on catalog.step (version_id);

create table catalog.entry (
    id           uuid    primary key default uuidv7(),
    version_id   uuid    not null references catalog.version (id),
    item         uuid    not null,
    no           integer not null check (no > 0),
    heading      text    not null,
    title        text    not null check (length(title) between 1 and 200),
    elements     text[]  not null,
    scope        text    not null check (scope in ('SPECIFIC_PARTIES', 'LOCAL_UNIT', 'WHOLE_PARTY', 'SOCIETY')),
    audience     text    check (audience in ('MEMBERS', 'MEMBERS_AND_MASSES')),
    channels     text[]  not null,
    time_code    text    not null,
    rules        text[]  not null,
    responsible  text    not null,
    category     text    not null check (category in
        ('RESOLUTION', 'IDEOLOGY', 'ORGANIZATION', 'LEADERSHIP_TEAM', 'CADRE', 'SERVICE', 'INTEGRITY', 'OTHER')),
    pii_class    integer not null check (pii_class between 0 and 3),
    mandatory    boolean not null,
    origin       text    not null check (origin in ('TAKEN_OVER', 'ADAPTED', 'ADDED', 'NOT_APPLICABLE')),
    reason       text    not null default '',
    basis        text    not null default '',
    display_days integer check (display_days between 1 and 3660),
    retention    text    not null check (retention in ('PERMANENT', 'Y30', 'Y10')),
    related      text    not null default '',
    beyond_power boolean not null default false,
    remark       text    not null default '',
    constraint entry_item_once unique (version_id, item),
    constraint entry_no_once unique (version_id, no) deferrable initially deferred,
    constraint audience_of_the_local_scope check ((audience is not null) = (scope = 'LOCAL_UNIT')),
    constraint not_applicable_with_a_reason check (origin <> 'NOT_APPLICABLE' or length(reason) >= 8)
);

comment on column catalog.entry.rules is 'One spelling for each rule of time_code (L5, E3, M, BM, Q, H, Y, Y3, ST, N5), so that SQL can count them.';

create function catalog.keep_submitted_entries() returns trigger
    language plpgsql as
$$
begin
    if exists (select 1
                 from changed c
                 join catalog.version v on v.id = c.version_id
                where v.status <> 'DRAFT') then
        raise exception 'The entries of a submitted catalog version cannot be changed'
            using errcode = 'integrity_constraint_violation', constraint = 'submitted_entries_stand';
    end if;
    return null;
end
$$;

-- Statement triggers, so that taking over a whole guideline is checked once and not entry by entry.
create trigger entry_added after insert on catalog.entry
    referencing new table as changed for each statement execute function catalog.keep_submitted_entries();
create trigger entry_changed after update on catalog.entry
    referencing old table as changed for each statement execute function catalog.keep_submitted_entries();
create trigger entry_moved after update on catalog.entry
    referencing new table as changed for each statement execute function catalog.keep_submitted_entries();
create trigger entry_removed after delete on catalog.entry
    referencing old table as changed for each statement execute function catalog.keep_submitted_entries();

create table catalog.duty (
    id               uuid        primary key default uuidv7(),
    organization_id  uuid        not null references organization.organization (id),
    item             uuid        not null,
    entry_id         uuid        not null references catalog.entry (id),
    rule             text        not null
                                 check (rule in ('CADENCE', 'LONG_TERM', 'EVENT', 'STAGE', 'NOTICE', 'PRE_DISCLOSURE')),
    rule_code        text        not null,
    subject          text        not null check (length(subject) between 1 and 100),
    base_on          date        not null,
    arises_on        date        not null,
    due_on           date        not null,
    provisional      boolean     not null,
    derivation       jsonb       not null,
    counted_from     date        not null,
    counted_until    date        not null,
    extended_to      date,
    extension_reason text,
    done_on          date,
    publication_id   uuid,
    no_change        boolean     not null default false,
    no_change_by     uuid references account.person (id),
    cancelled_on     date,
    cancel_cause     text        check (cancel_cause in ('ITEM_GONE', 'NOT_APPLICABLE', 'TIME_CODE_CHANGED', 'DISSOLVED')),
    created_at       timestamptz not null,
    constraint due_when_it_arises_or_later check (due_on >= arises_on),
    constraint extended_later_with_a_reason check
        ((extended_to is null and extension_reason is null) or (extended_to > due_on and length(extension_reason) >= 5)),
    constraint done_by_something check ((done_on is null) = (publication_id is null and not no_change)),
    constraint no_change_is_no_publication check (not (no_change and publication_id is not null)),
    constraint no_change_of_a_cadence check (not no_change or rule = 'CADENCE'),
    constraint cancelled_with_its_cause check ((cancelled_on is null) = (cancel_cause is null))
);

comment on table catalog.duty is
    'What an entry in force obliges an organization to do (应公开任务). Fallen away ones stay, with the cause.';
comment on column catalog.duty.base_on is
    'What the due date is counted from: first day of the period, day of the event, or day on which a notice is meant to begin.';
comment on column catalog.duty.counted_from is 'First and last day looked at when counting: a calendar change between them counts again.';
comment on column catalog.duty.publication_id is 'No foreign key: publications belong to a module above this one.';

-- Bringing about is repeated daily and after every restart; a duty arises once.
create unique index duty_once on catalog.duty (organization_id, item, rule, subject) where cancelled_on is null;
create index duty_organization_idx on catalog.duty (organization_id, due_on);
create index duty_open_idx on catalog.duty (coalesce(extended_to, due_on), organization_id)
    where done_on is null and cancelled_on is null;
create index duty_publication_idx on catalog.duty (publication_id) where publication_id is not null;
create index duty_entry_idx on catalog.duty (entry_id);

create table catalog.duty_change (
    id         bigint      generated always as identity primary key,
    duty_id    uuid        not null references catalog.duty (id),
    cause      text        not null check (cause in
        ('CALENDAR', 'TIME_CODE', 'EXTENSION', 'REOPENED', 'CANCELLED', 'NO_CHANGE')),
    old_due    date        not null,
    new_due    date        not null,
    detail     text        not null default '',
    changed_by uuid references account.person (id),
    changed_at timestamptz not null
);

comment on table catalog.duty_change is 'Why a due date is no longer the one first given, shown beside it. Rows are added, never changed.';

create index duty_change_duty_idx on catalog.duty_change (duty_id);

create table catalog.filing_count (
    organization_id uuid    not null references organization.organization (id),
    year            integer not null,
    last            integer not null,
    primary key (organization_id, year)
);

comment on table catalog.filing_count is 'Last filing number an organization gave in a year; the row is locked while one is given.';

grant usage on schema catalog to gongkai_work;
grant select, insert on catalog.guideline, catalog.guideline_entry, catalog.step, catalog.duty_change to gongkai_work;
grant select, insert, update on catalog.version, catalog.duty, catalog.filing_count to gongkai_work;
grant select, insert, update, delete on catalog.entry to gongkai_work;
