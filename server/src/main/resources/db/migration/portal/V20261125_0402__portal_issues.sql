-- Editions of boards, screens, bulletins and SMS, so that what a figure of the return is counted from can be looked at. Those
-- that carried nothing open to society, and were not a plain "no change", do not come here.
create table portal.issue (
    id              uuid primary key,
    organization_id uuid not null,
    channel         text not null,
    number          int  not null,
    issued_on       date not null,
    place           text not null,
    carries         int  not null,
    whole           boolean not null
);

comment on column portal.issue.carries is
    'How many publications open to society it carried, whatever became of them; 0 stated that nothing changed.';
comment on column portal.issue.whole is 'False where it carried others too, of which nothing is told.';

alter table portal.delivery add column issue_id uuid;
create index delivery_issue_idx on portal.delivery (issue_id, id) where issue_id is not null;
create index fact_delivery_idx on portal.fact (source_id) where source_type = 'DELIVERY';

insert into portal.issue (id, organization_id, channel, number, issued_on, place, carries, whole)
select i.id, i.organization_id, i.channel, i.number, i.issued_on, i.place, c.open_ones, c.all_ones = c.open_ones
  from channel.issue i
 cross join lateral (
       select count(*) as all_ones, count(*) filter (where p.scope = 'SOCIETY') as open_ones
         from channel.delivery d
         join disclosure.publication p on p.id = d.publication_id
        where d.issue_id = i.id) c
 where exists (select from portal.fact f where f.source_type = 'ISSUE' and f.source_id = i.id)
   and (c.open_ones > 0 or c.all_ones = 0);

update portal.delivery d
   set issue_id = c.issue_id
  from channel.delivery c
 where c.id = d.id
   and c.issue_id is not null;

grant select, insert, update, delete on portal.issue to gongkai_work;
grant select on portal.issue to gongkai_portal;
