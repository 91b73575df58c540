create schema message;

-- How a county sends. One way for each medium; what it was before can be read in the audit record of the pages.
create table message.gateway (
    id         uuid        primary key,
    county_id  uuid        not null references organization.organization (id),
    medium     text        not null check (medium in ('MAIL', 'SMS')),
    protocol   text        not null check (protocol in ('SMTP', 'SMPP', 'HTTP')),
    settings   jsonb       not null,
    secrets    bytea       not null,
    active     boolean     not null,
    changed_at timestamptz not null,
    changed_by uuid        not null references account.person (id),
    rest_until timestamptz,
    failures   int         not null default 0,
    problem    text,
    problem_at timestamptz,
    constraint one_gateway_for_a_medium unique (county_id, medium),
    constraint a_medium_has_its_protocols check ((medium = 'MAIL') = (protocol = 'SMTP'))
);

comment on column message.gateway.secrets is 'Passwords, sealed with a key that is not in the database.';
comment on column message.gateway.rest_until is 'It could not be reached; nobody tries again before.';
comment on column message.gateway.problem is 'Why it could not be reached the last time; null once it was.';

-- What a county has made of a wording. Where nothing stands, the wording of the program holds.
create table message.template (
    county_id  uuid        not null references organization.organization (id),
    kind       text        not null,
    medium     text        not null check (medium in ('MAIL', 'SMS')),
    version    int         not null check (version > 0),
    subject    text        not null check (length(subject) <= 200),
    body       text        not null check (length(body) between 1 and 4000),
    reason     text        not null check (length(reason) between 4 and 300),
    written_at timestamptz not null,
    written_by uuid        not null references account.person (id),
    primary key (county_id, kind, medium, version)
);

comment on table message.template is 'Rows are added, never changed: what was written in whose words can be looked up.';

create table message.message (
    id               uuid        primary key default uuidv7(),
    county_id        uuid        not null references organization.organization (id),
    organization_id  uuid        not null references organization.organization (id),
    kind             text        not null,
    template_version int         not null check (template_version >= 0),
    medium           text        not null check (medium in ('MAIL', 'SMS')),
    person_id        uuid        references account.person (id),
    cause            text        not null check (length(cause) between 1 and 100),
    masked           text        not null,
    fingerprint      bytea       not null,
    sealed           bytea,
    status           text        not null check (status in (
        'QUEUED', 'SENDING', 'HANDED_OVER', 'DELIVERED', 'FAILED', 'UNKNOWN')),
    round            int         not null default 1 check (round > 0),
    attempt          int         not null default 0 check (attempt >= 0),
    tries            int         not null default 0 check (tries >= 0),
    queued_at        timestamptz not null,
    due_at           timestamptz not null,
    expires_at       timestamptz not null,
    claimed_until    timestamptz,
    changed_at       timestamptz not null,
    ground           text,
    detail           text        not null default '',
    constraint who_is_sending_has_claimed check ((status = 'SENDING') = (claimed_until is not null)),
    constraint what_is_yet_to_be_sent_can_be_read check (sealed is not null or status not in ('QUEUED', 'SENDING'))
);

create index message_due_idx on message.message (county_id, medium, due_at) where status = 'QUEUED';
create index message_claimed_idx on message.message (claimed_until) where status = 'SENDING';
create index message_list_idx on message.message (county_id, id);
create index message_dead_idx on message.message (county_id, id) where status in ('FAILED', 'UNKNOWN');
create index message_cause_idx on message.message (cause);
create index message_fingerprint_idx on message.message (fingerprint, queued_at);
create index message_sealed_idx on message.message (changed_at) where sealed is not null;

comment on column message.message.template_version is '0 for the wording of the program.';
comment on column message.message.masked is 'The address as it may be shown: its middle is gone.';
comment on column message.message.fingerprint is 'Tells that two messages go to one address, and not to which.';
comment on column message.message.sealed is
    'Address and text, sealed with a key that is not in the database; null once it is of no more use.';
comment on column message.message.round is 'Rises when a person has it sent again.';
comment on column message.message.attempt is 'Rises with every claim: a late answer to an earlier one is known by it.';
comment on column message.message.tries is 'Attempts of this round that the gateway itself put off.';
comment on column message.message.ground is 'Why it stands where it stands; null where there is nothing to explain.';

-- Every move, and who or what made it.
create table message.move (
    id         bigint generated always as identity primary key,
    message_id uuid        not null references message.message (id),
    moved_at   timestamptz not null,
    step       text        not null,
    status     text        not null,
    ground     text,
    detail     text        not null,
    moved_by   uuid        references account.person (id)
);

create index move_message_idx on message.move (message_id, id);

-- What a gateway has taken of a message, under the name that it gave.
create table message.part (
    message_id uuid not null references message.message (id),
    round      int  not null,
    position   int  not null check (position >= 0),
    parts      int  not null check (parts > position),
    gateway_id uuid not null references message.gateway (id),
    reference  text not null check (length(reference) between 1 and 200),
    receipt    text check (receipt in ('DELIVERED', 'FAILED')),
    primary key (message_id, round, position)
);

create index part_reference_idx on message.part (gateway_id, reference);

-- Receipts that came before the answer whose name they bear was recorded.
create table message.early_receipt (
    gateway_id  uuid        not null references message.gateway (id),
    reference   text        not null check (length(reference) between 1 and 200),
    receipt     text        not null check (receipt in ('DELIVERED', 'FAILED')),
    detail      text        not null,
    received_at timestamptz not null,
    primary key (gateway_id, reference, receipt)
);

-- How somebody who works here wants to be told. Whoever has no row looks at the workbench.
create table message.preference (
    person_id    uuid        primary key references account.person (id),
    sealed       bytea       not null,
    by_mail      boolean     not null,
    by_sms       boolean     not null,
    changed_at   timestamptz not null
);

comment on column message.preference.sealed is 'Mail address and telephone number.';

-- One digest for a person and day, whichever node writes it.
create table message.digest (
    person_id  uuid not null references account.person (id),
    digest_on  date not null,
    lines      int  not null,
    primary key (person_id, digest_on)
);

grant usage on schema message to gongkai_work;
grant select, insert, update on message.gateway to gongkai_work;
grant select, insert on message.template to gongkai_work;
grant select, insert on message.message to gongkai_work;
grant update (sealed, status, round, attempt, tries, due_at, expires_at, claimed_until, changed_at, ground, detail)
    on message.message to gongkai_work;
grant select, insert on message.move to gongkai_work;
grant select, insert on message.part to gongkai_work;
grant update (receipt) on message.part to gongkai_work;
grant select, insert, delete on message.early_receipt to gongkai_work;
grant select, insert, update on message.preference to gongkai_work;
grant select, insert on message.digest to gongkai_work;
