-- Facts that a module counts by itself from a day on. What happened before may still be written down from paper registers.
create table statistics.given_way (
    measure text primary key,
    since   date not null
);

insert into statistics.given_way (measure, since)
select m, (now() at time zone 'Asia/Shanghai')::date
  from unnest(array['OPINION_FORM_ISSUED', 'SATISFACTION_SATISFIED']) as m;

grant select on statistics.given_way to gongkai_work;
