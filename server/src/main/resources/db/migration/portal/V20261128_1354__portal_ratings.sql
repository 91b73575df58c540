-- What senders say after closings, of a unit and everything below it; only where enough of them said anything.
create table portal.rating (
    organization_id uuid not null,
    year            int  not null,
    asked           int  not null,
    rated           int  not null,
    satisfied       int  not null,
    primary key (organization_id, year)
);

comment on column portal.rating.satisfied is '0 where fewer than five said anything: then nobody is told.';

grant select, insert, update, delete on portal.rating to gongkai_work;
grant select on portal.rating to gongkai_portal;
