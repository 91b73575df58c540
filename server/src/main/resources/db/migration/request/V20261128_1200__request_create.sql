create schema request;

-- A request for disclosure (依申请公开). Who asks stands apart, in request.applicant: nothing here names anybody.
create table request.request (
    id              uuid        primary key default uuidv7(),
    code            text        not null unique,
    county_id       uuid        not null references organization.organization (id),
    organization_id uuid        not null references organization.organization (id),
    handler_id      uuid        not null references organization.organization (id),
    returns_to_id   uuid        references organization.organization (id),
    upheld_by_id    uuid        references organization.organization (id),
    year            int         not null,
    number          int         not null,
    door            text        not null check (door in ('ONLINE', 'COUNTER', 'PHONE', 'PAPER')),
    applicant       text        not null check (applicant in ('MEMBER', 'RESIDENT', 'ORGANIZATION')),
    way             text        not null check (way in ('ONLINE', 'COLLECT', 'POST')),
    title           text        not null,
    text            text        not null,
    grams           text[]      not null,
    received_on     date        not null,
    status          text        not null check (status in ('RECEIVED', 'NEEDS_COMPLETION', 'ACCEPTED', 'EXTENDED',
                                    'THIRD_PARTY_CONSULTED', 'DECIDED', 'DELIVERED', 'RATED', 'ESCALATED')),
    status_since    timestamptz not null,
    deadline_id     uuid        not null,
    extended_on     date,
    complete_until  date,
    hear_until      date,
    draft_id        uuid,
    decision_id     uuid,
    unique (organization_id, year, number),
    constraint what_is_answered_has_a_decision check (
        status not in ('DECIDED', 'DELIVERED', 'RATED') or decision_id is not null),
    constraint what_lies_above_came_from_below check (status <> 'ESCALATED' or returns_to_id is not null)
);

comment on column request.request.organization_id is 'The one that was asked, and for which it counts; handler_id is the one with which it lies now.';
comment on column request.request.returns_to_id is 'With which it lay before it went up.';
comment on column request.request.upheld_by_id is 'The superior that upheld the present decision: who is still not satisfied turns to the next above.';
comment on column request.request.grams is 'Pairs of neighbouring letters of title and text, by which requests that ask the same are found.';

create index request_waiting_idx on request.request (handler_id, status);
create index request_organization_idx on request.request (organization_id, id desc);
create index request_deadline_idx on request.request (deadline_id);
create index request_grams_idx on request.request using gin (grams);

-- Seen by whoever handles the request, and every look is written down.
create table request.applicant (
    request_id uuid primary key references request.request (id),
    name       text not null,
    branch     text not null,
    contact    text not null
);

create table request.look (
    id         uuid        primary key default uuidv7(),
    request_id uuid        not null references request.request (id),
    seen_by    uuid        not null references account.person (id),
    seen_at    timestamptz not null
);

create index look_request_idx on request.look (request_id);

-- An answer, first as a draft. Rows are added; afterwards only who decided, or that it is void, is written.
create table request.reply (
    id          uuid        primary key default uuidv7(),
    request_id  uuid        not null references request.request (id),
    round       int         not null,
    outcome     text        not null check (outcome in ('DISCLOSED', 'PARTLY_DISCLOSED', 'ALREADY_PUBLIC', 'REFUSED_SECRET',
                                'REFUSED_PRIVACY', 'REFUSED_OTHER', 'NOT_HELD', 'OTHER_BODY', 'TRANSFERRED_TO_GOVERNMENT_INFORMATION',
                                'EXPLAINED_ON_SPOT', 'DUPLICATE', 'WITHDRAWN')),
    text        text        not null,
    ground      text        not null,
    pointer     text        not null,
    drafted_by  uuid        references account.person (id),
    drafted_at  timestamptz not null,
    decided_by  uuid        references account.person (id),
    decided_on  date,
    decided_at  timestamptz,
    decided_for uuid        references organization.organization (id),
    void        boolean     not null default false,
    constraint a_reply_is_read_by_two check (
        decided_by <> drafted_by or outcome in ('EXPLAINED_ON_SPOT', 'DUPLICATE', 'WITHDRAWN')),
    constraint what_is_decided_says_when check ((decided_on is null) = (decided_at is null))
);

comment on column request.reply.pointer is 'Where it is public already, which body to ask, the number under which it was transferred, the earlier request.';
comment on column request.reply.drafted_by is 'Null where the applicant withdrew.';
comment on column request.reply.decided_for is 'The organization whose reply it is: the one asked, or a superior that took the request over.';
comment on column request.reply.void is 'The superior reversed it, or decides itself.';

create index reply_request_idx on request.reply (request_id, round);

alter table request.request add constraint request_draft_fk foreign key (draft_id) references request.reply (id);
alter table request.request add constraint request_decision_fk foreign key (decision_id) references request.reply (id);

create table request.step (
    id          uuid        primary key default uuidv7(),
    request_id  uuid        not null references request.request (id),
    step        text        not null,
    from_status text        not null,
    to_status   text        not null,
    at_id       uuid        not null references organization.organization (id),
    taken_on    date        not null,
    told        text        not null,
    note        text        not null,
    by_sender   boolean     not null,
    taken_by    uuid        references account.person (id),
    taken_at    timestamptz not null
);

comment on table request.step is 'Who did what with a request, when and why. Rows are added, never changed or deleted.';
comment on column request.step.told is 'What the applicant reads of it, or wrote; note is for the office.';
comment on column request.step.taken_by is 'Null for the applicant and for the program.';

create index step_request_idx on request.step (request_id, id);

-- Every deadline it ever had, the present one last.
create table request.clock (
    request_id  uuid not null references request.request (id),
    position    int  not null,
    deadline_id uuid not null,
    primary key (request_id, position)
);

create table request.file (
    request_id    uuid not null references request.request (id),
    attachment_id uuid not null references document.attachment (id),
    kind          text not null check (kind in ('SENT', 'ENCLOSED', 'NOTICE', 'REPLY')),
    reply_id      uuid references request.reply (id),
    added_at      timestamptz not null,
    primary key (request_id, attachment_id)
);

comment on column request.file.kind is 'SENT by the applicant; the others were written to the applicant, ENCLOSED with a reply.';

-- Earlier requests that ask much the same, found when it came in.
create table request.kin (
    request_id uuid not null references request.request (id),
    earlier_id uuid not null references request.request (id),
    likeness   int  not null check (likeness between 1 and 100),
    primary key (request_id, earlier_id)
);

create index kin_earlier_idx on request.kin (earlier_id);

create table request.rating (
    request_id uuid    primary key references request.request (id),
    reply_id   uuid    not null references request.reply (id),
    satisfied  boolean not null,
    remark     text    not null,
    rated_on   date    not null
);

create table request.numbering (
    organization_id uuid not null references organization.organization (id),
    year            int  not null,
    last            int  not null,
    primary key (organization_id, year)
);

-- Who may ask in a county, from a day on.
create table request.circle (
    id           uuid        primary key default uuidv7(),
    county_id    uuid        not null references organization.organization (id),
    applicants   text[]      not null check (applicants <@ array['MEMBER', 'RESIDENT', 'ORGANIZATION'] and 'MEMBER' = any (applicants)),
    reason       text        not null,
    decided_by   uuid        not null references account.person (id),
    decided_at   timestamptz not null
);

create index circle_county_idx on request.circle (county_id, id desc);

grant usage on schema request to gongkai_work;
grant select, insert on request.request, request.applicant, request.look, request.reply, request.step, request.clock, request.file,
    request.kin, request.rating, request.numbering, request.circle to gongkai_work;
grant update (handler_id, returns_to_id, upheld_by_id, status, status_since, deadline_id, extended_on, complete_until, hear_until,
    draft_id, decision_id) on request.request to gongkai_work;
grant update (decided_by, decided_on, decided_at, decided_for, void) on request.reply to gongkai_work;
grant update (last) on request.numbering to gongkai_work;
