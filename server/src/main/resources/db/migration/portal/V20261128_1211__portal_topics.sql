-- Topics that were nominated, as the office words them, with how many want to know.
create table portal.topic (
    id              uuid primary key,
    organization_id uuid not null,
    county_id       uuid not null,
    title           text not null,
    answer          text not null,
    asked_on        date not null,
    due_on          date,
    answered_on     date,
    asked_by        int  not null,
    in_catalog      boolean not null
);

comment on column portal.topic.asked_by is 'People: whoever nominated it, whoever seconds it.';

create index topic_county_idx on portal.topic (county_id, asked_on desc, id desc);
create index topic_organization_idx on portal.topic (organization_id, asked_on desc, id desc);

grant select, insert, update, delete on portal.topic to gongkai_work;
grant select on portal.topic to gongkai_portal;
