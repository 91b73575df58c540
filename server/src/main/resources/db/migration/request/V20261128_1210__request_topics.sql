-- A topic that somebody wants to see disclosed (点题公开): explained on the spot, or answered for everybody to read.
create table request.topic (
    id              uuid        primary key default gen_random_uuid(),
    code            text        not null unique,
    county_id       uuid        not null references organization.organization (id),
    organization_id uuid        not null references organization.organization (id),
    year            int         not null,
    number          int         not null,
    door            text        not null check (door in ('ONLINE', 'COUNTER', 'PHONE', 'PAPER')),
    applicant       text        not null check (applicant in ('MEMBER', 'RESIDENT', 'ORGANIZATION')),
    title           text        not null,
    text            text        not null,
    grams           text[]      not null,
    salt            bytea       not null,
    received_on     date        not null,
    status          text        not null check (status in ('NOMINATED', 'LISTED', 'EXPLAINED', 'ANSWERED', 'DECLINED', 'JOINED')),
    status_since    timestamptz not null,
    deadline_id     uuid        not null,
    public_title    text        not null default '',
    answer          text        not null default '',
    drafted_by      uuid        references account.person (id),
    answered_by     uuid        references account.person (id),
    answered_on     date,
    joined_to_id    uuid        references request.topic (id),
    catalog_version_id uuid,
    unique (organization_id, year, number),
    constraint an_answer_for_everybody_was_read_by_two check (answered_by <> drafted_by or status = 'EXPLAINED'),
    constraint what_is_shown_has_a_title check (status not in ('LISTED', 'ANSWERED') or public_title <> '')
);

comment on column request.topic.id is 'Random: everybody sees it, and it must not tell when somebody nominated the topic.';
comment on column request.topic.public_title is 'As everybody reads it: written by the office, not by whoever nominated it.';
comment on column request.topic.salt is 'Of the marks in request.second, so that they cannot be compared between topics.';
comment on column request.topic.catalog_version_id is 'The draft of the catalog into which it was proposed.';

create index topic_waiting_idx on request.topic (organization_id, status);
create index topic_received_idx on request.topic (received_on desc, id desc);
create index topic_grams_idx on request.topic using gin (grams);

-- That somebody else wants to know it too. Who, nobody can read from it: it only tells whether the same person comes again.
create table request.second (
    topic_id uuid  not null references request.topic (id),
    code     text  not null unique,
    mark     bytea not null,
    on_day   date  not null,
    primary key (topic_id, mark)
);

create table request.topic_step (
    id          uuid        primary key default uuidv7(),
    topic_id    uuid        not null references request.topic (id),
    step        text        not null,
    to_status   text        not null,
    taken_on    date        not null,
    told        text        not null,
    note        text        not null,
    taken_by    uuid        references account.person (id),
    taken_at    timestamptz not null
);

comment on table request.topic_step is 'Who did what with a topic, when and why. Rows are added, never changed or deleted.';

create index topic_step_topic_idx on request.topic_step (topic_id, id);

create table request.topic_numbering (
    organization_id uuid not null references organization.organization (id),
    year            int  not null,
    last            int  not null,
    primary key (organization_id, year)
);

grant select, insert on request.topic, request.second, request.topic_step, request.topic_numbering to gongkai_work;
grant update (status, status_since, public_title, answer, drafted_by, answered_by, answered_on, joined_to_id, catalog_version_id)
    on request.topic to gongkai_work;
grant update (last) on request.topic_numbering to gongkai_work;
