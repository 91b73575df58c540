create schema if not exists opinion;

-- A round of questions: a survey of satisfaction or awareness, or an opinion form.
create table opinion.round (
    id              uuid        primary key default uuidv7(),
    kind            text        not null check (kind in ('SATISFACTION', 'AWARENESS', 'OPINION_FORM')),
    organization_id uuid        not null references organization.organization (id),
    title           text        not null check (char_length(title) between 4 and 60),
    intro           text        not null check (char_length(intro) <= 400),
    frame_unit      text        check (frame_unit in ('HOUSEHOLDS', 'MEMBERS')),
    closes_on       date        not null,
    status          text        not null check (status in ('DRAFT', 'RUNNING', 'CLOSED', 'RELEASED', 'ANNULLED')),
    questions       json        not null,
    told            json,
    created_by      uuid        not null references account.person (id),
    created_at      timestamptz not null,
    opened_by       uuid        references account.person (id),
    opened_at       timestamptz,
    closed_by       uuid        references account.person (id),
    closed_at       timestamptz,
    released_by     uuid        references account.person (id),
    released_at     timestamptz,
    annulled_by     uuid        references account.person (id),
    annulled_at     timestamptz,
    annulled_why    text,
    constraint a_survey_has_a_frame check ((frame_unit is null) = (kind = 'OPINION_FORM')),
    constraint a_second_person_releases check (released_by <> closed_by),
    constraint what_is_released_was_counted check (status not in ('CLOSED', 'RELEASED') or told is not null),
    constraint annulled_with_a_reason check ((status = 'ANNULLED') = (annulled_why is not null))
);

comment on column opinion.round.closes_on is 'Last day on which an answer counts that comes by code.';
comment on column opinion.round.questions is 'In order, with options; fixed once the round runs.';
comment on column opinion.round.told is 'Of a counted round what may leave it: no group below the minimum size is in it.';

create index round_organization_idx on opinion.round (organization_id, id desc);
create index round_running_idx on opinion.round (id) where status in ('RUNNING', 'RELEASED');

-- Whom a survey could ask: so many households or members of an organization.
create table opinion.frame_line (
    round_id        uuid not null references opinion.round (id),
    organization_id uuid not null references organization.organization (id),
    population      int  not null check (population > 0),
    slips           int  not null default 0 check (slips >= 0),
    primary key (round_id, organization_id)
);

comment on column opinion.frame_line.slips is 'Codes that were printed and not made void.';

-- The code of a printed slip, as nobody can read it. Who was given which is written nowhere. Gone once the round is counted.
create table opinion.slip (
    code_hash       bytea   primary key,
    round_id        uuid    not null references opinion.round (id),
    organization_id uuid    not null,
    batch           int     not null,
    used            boolean not null default false,
    foreign key (round_id, organization_id) references opinion.frame_line
);

create index slip_round_idx on opinion.slip (round_id, batch);

-- Numbered copies that went out at one time to one place.
create table opinion.copy_issue (
    id              uuid        primary key default uuidv7(),
    round_id        uuid        not null references opinion.round (id),
    organization_id uuid        not null references organization.organization (id),
    first           int         not null check (first > 0),
    last            int         not null,
    issued_on       date        not null,
    recipient       text        not null check (char_length(recipient) between 2 and 80),
    recorded_by     uuid        not null references account.person (id),
    recorded_at     timestamptz not null,
    cancelled_by    uuid        references account.person (id),
    cancelled_at    timestamptz,
    cancel_reason   text,
    constraint from_the_first_to_the_last check (last >= first)
);

create index copy_issue_round_idx on opinion.copy_issue (round_id, first);

create table opinion.copy (
    round_id    uuid not null references opinion.round (id),
    number      int  not null,
    issue_id    uuid not null references opinion.copy_issue (id),
    state       text not null check (state in ('ISSUED', 'RETURNED', 'KEYED_ONCE', 'DIFFERENT', 'COUNTED')),
    returned_on date,
    primary key (round_id, number),
    constraint returned_from_the_return_on check ((state = 'ISSUED') = (returned_on is null))
);

-- What somebody read on a paper. Rows are added, never changed: two people key it, a third where they differ.
create table opinion.keying (
    round_id uuid        not null,
    number   int         not null,
    pass     int         not null check (pass in (1, 2, 3)),
    answers  json        not null,
    keyed_by uuid        not null references account.person (id),
    keyed_at timestamptz not null,
    primary key (round_id, number, pass),
    foreign key (round_id, number) references opinion.copy,
    constraint nobody_keys_a_paper_twice unique (round_id, number, keyed_by)
);

-- What counts: the answers of one household or person. Ids are random and no time is kept; once a round is counted its sheets are
-- written anew in random order, so that not even their places tell which came when.
create table opinion.sheet (
    id              uuid    primary key default gen_random_uuid(),
    round_id        uuid    not null references opinion.round (id),
    organization_id uuid    not null references organization.organization (id),
    number          int,
    answers         json    not null,
    on_paper        boolean not null
);

create index sheet_round_idx on opinion.sheet (round_id, organization_id);
create unique index sheet_number_idx on opinion.sheet (round_id, number) where number is not null;

comment on column opinion.sheet.number is 'Of a copy of an opinion form; that of a survey is forgotten when the round is counted.';

-- Raw counts of a round, so that rates can be added up as ratios (domain.md 4.1); the sources of the ledger's entries.
create table opinion.round_count (
    id              uuid primary key default uuidv7(),
    round_id        uuid not null references opinion.round (id),
    organization_id uuid not null references organization.organization (id),
    measured        text not null check (measured in ('SATISFACTION', 'AWARENESS')),
    others          boolean not null,
    favorable       int  not null check (favorable >= 0),
    valid           int  not null check (valid >= favorable and valid > 0),
    unique (round_id, organization_id, measured, others)
);

comment on column opinion.round_count.others is 'Groups too small to be told alone, counted together at the round''s own organization.';

grant usage on schema opinion to gongkai_work;
grant select, insert, update, delete on opinion.round to gongkai_work;
grant select, insert, update on opinion.copy_issue to gongkai_work;
grant select, insert, update, delete on opinion.frame_line, opinion.slip, opinion.copy, opinion.sheet to gongkai_work;
grant select, insert on opinion.keying, opinion.round_count to gongkai_work;

-- The only door through which the public side learns of rounds: what is asked, and what was released.
create view opinion.round_for_society as
select r.id, r.kind, r.organization_id, r.title, r.intro, r.closes_on, r.questions,
       r.status = 'RUNNING' and r.kind <> 'OPINION_FORM' as asking,
       case when r.status = 'RELEASED' then r.told end as told,
       case when r.status = 'RELEASED' then (r.released_at at time zone 'Asia/Shanghai')::date end as released_on
  from opinion.round r
 where r.status = 'RELEASED'
    or r.status = 'RUNNING' and r.kind <> 'OPINION_FORM';

grant select on opinion.round_for_society to gongkai_work;

-- Codes with which rounds may be answered now.
create view opinion.asking_slip as
select s.code_hash, s.round_id, s.used
  from opinion.slip s
  join opinion.round r on r.id = s.round_id
 where r.status = 'RUNNING';

grant select on opinion.asking_slip to gongkai_work;
