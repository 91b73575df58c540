-- What the public sends in. The portal role puts it down and cannot read it again; the work side takes it away in the
-- transaction that takes it in. No time is kept but the day: who sent without a name must not be found by a log of times.
create table portal.intake (
    id          uuid  primary key,
    form        text  not null,
    code        text  not null,
    code_hash   bytea not null,
    received_on date  not null,
    due_on      date,
    answers     json  not null,
    refused     text,
    failures    int   not null default 0
);

comment on column portal.intake.due_on is 'What its sender was promised; null where no day is.';
comment on column portal.intake.refused is 'Why the desk could not take it in any more, as a message key; then it stays, and its sender is told.';
comment on column portal.intake.failures is 'How often taking it in has failed by our own mistake since the program started.';

create index intake_waiting_idx on portal.intake (failures) where refused is null;
create index intake_code_idx on portal.intake (code_hash);

create table portal.intake_file (
    intake_id uuid  not null references portal.intake (id) on delete cascade,
    position  int   not null,
    name      text  not null,
    bytes     bytea not null,
    primary key (intake_id, position)
);

alter table portal.intake_file alter column bytes set storage external;

-- What the sender of a case may see, found by a hash of the code and sealed with the code itself.
create table portal.tracked (
    code_hash bytea primary key,
    sealed    bytea not null
);

create table portal.tracked_file (
    code_hash bytea not null references portal.tracked (code_hash) on delete cascade,
    id        uuid  not null,
    sealed    bytea not null,
    primary key (code_hash, id)
);

-- By which day a county answers what comes in on a day, worked out ahead: the public side knows neither limits nor calendar.
create table portal.promise (
    county_id   uuid not null,
    door        text not null,
    received_on date not null,
    due_on      date not null,
    primary key (county_id, door, received_on)
);

-- Makes the arithmetic question of one node known to the others.
create table portal.challenge_key (
    key bytea not null
);

insert into portal.challenge_key (key)
values (uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()));

alter table portal.pending drop constraint pending_kind_check;
alter table portal.pending add constraint pending_kind_check check (
    kind in ('ORGANIZATION', 'CATALOG', 'DUTIES', 'PUBLICATION', 'DELIVERIES', 'ENTRY', 'TRACKED', 'PROMISES'));

grant select, insert, update, delete on portal.intake, portal.intake_file, portal.tracked, portal.tracked_file, portal.promise
    to gongkai_work;
grant select on portal.tracked, portal.tracked_file, portal.promise, portal.challenge_key to gongkai_portal;
grant insert (id, form, code, code_hash, received_on, due_on, answers) on portal.intake to gongkai_portal;
grant insert on portal.intake_file to gongkai_portal;
-- That something with this code is on its way; nothing of what it says.
grant select (form, code_hash, received_on, due_on, refused) on portal.intake to gongkai_portal;
