-- What a county has set a limit to, and from which day on. Where nothing stands, the default of the program holds.
create table calendar.limit_version (
    id           uuid        primary key default uuidv7(),
    county_id    uuid        not null,
    limit_code   text        not null,
    working_days int         not null check (working_days between 1 and 250),
    effective_on date        not null,
    reason       text        not null check (length(reason) between 4 and 300),
    set_at       timestamptz not null,
    set_by       uuid        not null
);

create index limit_version_county_idx on calendar.limit_version (county_id, limit_code, effective_on);

comment on table calendar.limit_version is 'Rows are added, never changed: what was promised can be looked up.';

-- Ids are random and no time of making is kept: a case of somebody who gave no name hangs on one too.
create table calendar.deadline (
    id          uuid    primary key default gen_random_uuid(),
    county_id   uuid    not null,
    limit_code  text    not null,
    due_on      date,
    provisional boolean not null,
    ended_on    date
);

create index deadline_running_idx on calendar.deadline (due_on) where ended_on is null;

comment on column calendar.deadline.due_on is 'Last day in time; null while it stands still.';
comment on column calendar.deadline.provisional is 'Counted into a year whose notice is not loaded.';

create table calendar.segment (
    deadline_id  uuid not null references calendar.deadline (id),
    position     int  not null,
    kind         text not null check (kind in ('COUNTING', 'STOPPED', 'EXTENDED')),
    from_on      date not null,
    until_on     date,
    working_days int  not null,
    cause        text not null,
    evidence     text not null,
    primary key (deadline_id, position),
    constraint it_begins_by_counting check (position > 0 or kind = 'COUNTING'),
    constraint what_stands_still_counts_nothing check (case kind when 'STOPPED' then working_days = 0 else working_days > 0 end),
    constraint only_standing_still_ends check (until_on is null or kind = 'STOPPED' and until_on >= from_on)
);

create table calendar.due_change (
    id          bigint      generated always as identity primary key,
    deadline_id uuid        not null references calendar.deadline (id),
    changed_at  timestamptz not null,
    due_before  date,
    due_after   date,
    cause       text        not null,
    year        int
);

create index due_change_deadline_idx on calendar.due_change (deadline_id);

comment on column calendar.due_change.year is 'Whose notice of holidays moved it; null for other causes.';

grant select, insert on calendar.limit_version, calendar.segment, calendar.due_change to gongkai_work;
grant update (until_on) on calendar.segment to gongkai_work;
grant select, insert, update on calendar.deadline to gongkai_work;
