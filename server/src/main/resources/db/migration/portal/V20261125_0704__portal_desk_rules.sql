-- What a county has decided about its forms, for instance who may ask.
create table portal.desk_rule (
    county_id uuid not null,
    form      text not null,
    rules     json not null,
    primary key (county_id, form)
);

grant select, insert, update, delete on portal.desk_rule to gongkai_work;
grant select on portal.desk_rule to gongkai_portal;
