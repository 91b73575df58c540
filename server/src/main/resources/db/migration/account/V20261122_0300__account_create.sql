create schema account;

create extension if not exists btree_gist;

create table account.person (
    id                uuid        primary key default uuidv7(),
    login             text        not null unique check (login ~ '^[a-z0-9][a-z0-9._-]{1,59}$'),
    name              text        not null check (length(name) between 1 and 60),
    password_hash     text,
    password_set_at   timestamptz,
    -- Set by another: has to be changed before anything else is done.
    password_is_temporary boolean not null default false,
    registered_at     timestamptz not null,
    registered_by     uuid        references account.person (id),
    disabled_at       timestamptz,
    -- Listed on the sign-in page with the well-known password; only the demonstration sets it.
    is_demonstration  boolean     not null default false
);

comment on column account.person.password_hash is 'Argon2id; null for a person who cannot sign in yet.';

create table account.appointment (
    id              uuid        primary key default uuidv7(),
    person_id       uuid        not null references account.person (id),
    organization_id uuid        not null references organization.organization (id),
    role            text        not null check (role in (
        'CLERK', 'SECRECY_REVIEWER', 'PRIVACY_REVIEWER', 'APPROVER', 'PUBLISHER', 'BOARD_KEEPER', 'RECEPTIONIST',
        'SUPERVISOR', 'INSPECTOR', 'STATISTICIAN', 'MEMBER', 'RESIDENT', 'SYSTEM_ADMIN', 'SECURITY_ADMIN',
        'AUDIT_ADMIN')),
    valid_from      date        not null,
    valid_until     date,
    appointed_by    uuid        references account.person (id),
    appointed_at    timestamptz not null,
    ended_by        uuid        references account.person (id),
    ended_at        timestamptz,
    constraint appointment_period check (valid_until is null or valid_from <= valid_until),
    constraint nobody_appoints_himself check (appointed_by <> person_id),
    constraint nobody_holds_the_same_post_twice exclude using gist (
        person_id with =, organization_id with =, role with =, daterange(valid_from, valid_until) with &&),
    -- System, security and audit administrator are three persons: whoever grants must not be who watches the granting.
    constraint administrators_are_separate_persons exclude using gist (
        person_id with =, role with <>, daterange(valid_from, valid_until) with &&)
        where (role in ('SYSTEM_ADMIN', 'SECURITY_ADMIN', 'AUDIT_ADMIN'))
);

create index appointment_organization_idx on account.appointment (organization_id, role);

comment on column account.appointment.valid_until is 'First day on which it no longer holds; null while open-ended.';

create table account.sign_in_failure (
    login          text        primary key,
    failures       int         not null,
    last_failed_at timestamptz not null,
    locked_until   timestamptz
);

comment on table account.sign_in_failure is
    'By the login that was typed, whether anybody has it or not, so that a lock tells nothing about who exists.';

create table account.token (
    id           uuid        primary key default uuidv7(),
    person_id    uuid        not null references account.person (id),
    name         text        not null check (length(name) between 1 and 100),
    hash         bytea       not null unique,
    created_at   timestamptz not null,
    expires_on   date        not null,
    revoked_at   timestamptz,
    last_used_at timestamptz
);

create index token_person_idx on account.token (person_id);

comment on column account.token.hash is 'SHA-256 of the token; the token itself is shown once and kept nowhere.';
comment on column account.token.expires_on is 'First day on which it no longer opens anything.';

create table account.audit_event (
    id              bigint generated always as identity primary key,
    happened_at     timestamptz not null,
    act             text        not null,
    actor_id        uuid,
    subject_id      uuid,
    organization_id uuid,
    address         text        not null,
    detail          text        not null
);

create index audit_event_act_idx on account.audit_event (act, id);
create index audit_event_actor_idx on account.audit_event (actor_id, id);

comment on table account.audit_event is
    'Who signed in, was refused, was appointed, made a token. Rows are added, never changed or deleted.';

create function account.refuse_change() returns trigger language plpgsql as $$
begin
    raise exception '% is append-only', tg_table_name;
end
$$;

create trigger audit_event_is_append_only before update or delete on account.audit_event
    for each row execute function account.refuse_change();
create trigger audit_event_is_never_emptied before truncate on account.audit_event
    for each statement execute function account.refuse_change();

-- Spring Session's own shape; the names of its columns are given.
create table account.spring_session (
    primary_id            char(36) not null primary key,
    session_id            char(36) not null,
    creation_time         bigint   not null,
    last_access_time      bigint   not null,
    max_inactive_interval int      not null,
    expiry_time           bigint   not null,
    principal_name        varchar(100)
);

create unique index spring_session_id_idx on account.spring_session (session_id);
create index spring_session_expiry_idx on account.spring_session (expiry_time);
create index spring_session_principal_idx on account.spring_session (principal_name);

create table account.spring_session_attributes (
    session_primary_id char(36)     not null references account.spring_session (primary_id) on delete cascade,
    attribute_name     varchar(200) not null,
    attribute_bytes    bytea        not null,
    primary key (session_primary_id, attribute_name)
);

grant usage on schema account to gongkai_work;
grant select, insert, update on account.person to gongkai_work;
grant select, insert on account.appointment to gongkai_work;
grant update (valid_until, ended_by, ended_at) on account.appointment to gongkai_work;
grant select, insert, update, delete on account.sign_in_failure to gongkai_work;
grant select, insert on account.token to gongkai_work;
grant update (revoked_at, last_used_at) on account.token to gongkai_work;
grant select, insert on account.audit_event to gongkai_work;
grant select, insert, update, delete on account.spring_session to gongkai_work;
grant select, insert, update, delete on account.spring_session_attributes to gongkai_work;
