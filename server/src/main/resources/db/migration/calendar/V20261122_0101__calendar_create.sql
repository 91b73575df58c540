create schema calendar;

-- A year stands here once its notice is loaded; days of any other year are counted by weekdays and marked provisional.
create table calendar.year (
    year        int         primary key check (year between 1990 and 2200),
    loaded_at   timestamptz not null default now()
);

create table calendar.day (
    date    date    primary key,
    year    int     not null references calendar.year (year),
    working boolean not null,
    holiday text    not null check (holiday <> ''),
    constraint calendar_day_in_its_year check (extract(year from date) = year),
    constraint calendar_day_worked_on_weekend check (not working or extract(isodow from date) >= 6)
);

create index calendar_day_year_idx on calendar.day (year, date);

comment on table calendar.day is
    'Days that the State Council''s yearly notice sets apart: off, or a weekend day worked in exchange. Others follow the week.';

grant usage on schema calendar to gongkai_work;
grant select, insert, update, delete on calendar.year, calendar.day to gongkai_work;
