-- From which day on a county keeps its opinions here. What lies before was, or is, recorded by hand; nothing is counted twice.
create table opinion.book (
    county_id uuid primary key,
    since     date not null
);

-- Meetings at which people are heard (座谈会).
create table opinion.forum (
    id              uuid        primary key default uuidv7(),
    organization_id uuid        not null references organization.organization (id),
    held_on         date        not null,
    place           text        not null,
    topic           text        not null check (length(topic) between 4 and 120),
    host            text        not null,
    members         int         not null check (members >= 0),
    masses          int         not null check (masses >= 0),
    minutes         text        not null,
    recorded_by     uuid        not null,
    recorded_at     timestamptz not null,
    cancelled       text        check (length(cancelled) between 4 and 300),
    cancelled_by    uuid,
    constraint somebody_was_there check (members + masses > 0),
    constraint a_cancellation_has_its_reason check ((cancelled is null) = (cancelled_by is null))
);

create index forum_organization_idx on opinion.forum (organization_id, held_on);

comment on column opinion.forum.members is 'Party members who attended.';
comment on column opinion.forum.masses is 'Others who attended.';

-- What was raised there and became an opinion.
create table opinion.point (
    forum_id   uuid not null references opinion.forum (id),
    opinion_id uuid not null unique references opinion.opinion (id),
    primary key (forum_id, opinion_id)
);

grant select, insert on opinion.book, opinion.point to gongkai_work;
grant select, insert on opinion.forum to gongkai_work;
grant update (cancelled, cancelled_by) on opinion.forum to gongkai_work;
