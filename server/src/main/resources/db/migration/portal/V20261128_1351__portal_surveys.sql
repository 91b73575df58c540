-- Rounds that ask now, and results that were released.
create table portal.survey (
    id              uuid    primary key,
    organization_id uuid    not null,
    kind            text    not null,
    title           text    not null,
    intro           text    not null,
    closes_on       date    not null,
    questions       json    not null,
    asking          boolean not null,
    told            json,
    released_on     date
);

create index survey_organization_idx on portal.survey (organization_id, released_on desc) where told is not null;

-- Codes that may answer, as nobody can read them.
create table portal.survey_slip (
    code_hash bytea   primary key,
    survey_id uuid    not null references portal.survey (id) on delete cascade,
    used      boolean not null
);

create index survey_slip_survey_idx on portal.survey_slip (survey_id);

grant select, insert, update, delete on portal.survey, portal.survey_slip to gongkai_work;
grant select on portal.survey, portal.survey_slip to gongkai_portal;
