-- What was asked and answered, without who asked.
create table portal.answer (
    id              uuid primary key,
    organization_id uuid not null,
    county_id       uuid not null,
    title           text not null,
    question        text not null,
    answer          text not null,
    outcome         text not null,
    asked_on        date not null,
    answered_on     date not null
);

create index answer_county_idx on portal.answer (county_id, answered_on desc, id desc);
create index answer_organization_idx on portal.answer (organization_id, answered_on desc, id desc);

-- The kinds are the projector's own; it fails on one that it does not know.
alter table portal.pending drop constraint pending_kind_check;
alter table portal.pending add constraint pending_kind_check check (kind ~ '^[A-Z_]+$');

grant select, insert, update, delete on portal.answer to gongkai_work;
grant select on portal.answer to gongkai_portal;
