-- What the ledger adds up to below every organization, so that a return is a few rows whatever lies beneath.

-- Counters name a cell by its number. Numbers are given out once and keep their meaning.
create table ledger.cell (
    number  int  generated always as identity primary key,
    measure text not null,
    detail  text not null,
    kind    text not null,
    constraint a_cell_has_one_number unique (measure, detail, kind)
);

-- One row for an organization and year, only where there is something to count. The columns hold cells in order of number,
-- each with its sum and its number of facts (io.gongkai.ledger.Cells); an empty one counts nothing.
-- There is no foreign key: ids come from ancestry, which has one, and a key would be checked at every counting.
create table ledger.counter (
    organization_id uuid     not null,
    year            smallint not null,
    flows           bytea    not null default '',
    stocks          bytea    not null default '',
    m1              bytea    not null default '',
    m2              bytea    not null default '',
    m3              bytea    not null default '',
    m4              bytea    not null default '',
    m5              bytea    not null default '',
    m6              bytea    not null default '',
    m7              bytea    not null default '',
    m8              bytea    not null default '',
    m9              bytea    not null default '',
    m10             bytea    not null default '',
    m11             bytea    not null default '',
    m12             bytea    not null default '',
    primary key (organization_id, year)
) with (fillfactor = 80);

comment on table ledger.counter is 'Sums over ledger.entry up to ledger.counted.watermark, of the organization and everything below it at the time.';
comment on column ledger.counter.flows is 'Flows and yearly standings of the year: the sum of its months.';
comment on column ledger.counter.stocks is 'By how much levels changed in the year: a level is the sum over all years up to it.';
comment on column ledger.counter.m1 is 'Everything of January; of stocks the change of the level.';

-- What is dated after the day on which it was counted, day by day; moved into its month once the day has come.
create table ledger.ahead (
    organization_id uuid  not null,
    day             date  not null,
    cells           bytea not null,
    primary key (organization_id, day)
);

create index ahead_day_idx on ledger.ahead (day);

-- How far the counting has come, changed in the transaction that changes the counters.
create table ledger.counted (
    only_row   boolean     primary key default true check (only_row),
    watermark  bigint      not null,
    counted_at timestamptz not null
);

comment on column ledger.counted.watermark is 'Number of the last entry that is in the counters; none above it is.';

insert into ledger.counted (watermark, counted_at) values (0, '-infinity');

-- Where and when an entry counts: for each superior of the time (and the organization itself), in the column of its kind at
-- the time. A flow counts on its day. A level is entered on its first day, or on the first day of a later place or kind,
-- and left on the last of each; a yearly standing is a level that ends with its year. turn is 1 where it is entered, -1
-- where it is left.
create function ledger.effects(organization uuid, nature text, occurred_on date)
returns table (ancestor_id uuid, kind text, day date, turn int)
language sql stable
begin atomic
    select member.ancestor_id, member.kind, change.day, change.turn
      from (
            select a.ancestor_id,
                   s.kind,
                   greatest(a.valid_from, s.valid_from) as since,
                   coalesce(least(a.valid_until, s.valid_until), 'infinity') as until,
                   case effects.nature
                        when 'YEARLY' then make_date(extract(year from effects.occurred_on)::int, 12, 31)
                        when 'STOCK' then 'infinity'
                        else effects.occurred_on
                   end as latest
              from organization.ancestry a
              join organization.state s
                on s.organization_id = a.descendant_id
               and s.valid_from < coalesce(a.valid_until, 'infinity')
               and a.valid_from < coalesce(s.valid_until, 'infinity')
             where a.descendant_id = effects.organization) member
     cross join lateral (
           values (greatest(effects.occurred_on, member.since), 1),
                  (member.until, -1)) change (day, turn)
     where effects.occurred_on < member.until
       and member.since <= member.latest
       and change.day <= member.latest
       and change.day < 'infinity';
end;

grant select, insert on ledger.cell to gongkai_work;
grant usage on sequence ledger.cell_number_seq to gongkai_work;
grant select, insert, update, delete on ledger.counter, ledger.ahead to gongkai_work;
grant select, update on ledger.counted to gongkai_work;
grant execute on function ledger.effects(uuid, text, date) to gongkai_work;

-- By how much an entry changes the number of facts: 1 for one of its own, 0 for a part that is told with its whole (satisfied
-- answers with the valid ones), and the opposite of what it takes back or ends.
alter table ledger.entry add column facts smallint not null default 1;
alter table ledger.entry disable trigger entry_is_append_only;
update ledger.entry part
   set facts = 0
  from ledger.entry whole
 where part.reverses is null
   and whole.reverses is null
   and (part.measure, whole.measure) in (
           ('SATISFACTION_SATISFIED', 'SATISFACTION_VALID'), ('MEMBER_REQUEST_SATISFIED', 'MEMBER_REQUEST_RATED'))
   and whole.source_id = part.source_id
   and whole.source_type = part.source_type
   and whole.organization_id = part.organization_id
   and whole.occurred_on = part.occurred_on;
update ledger.entry ending set facts = -1 where ending.ends is not null;
update ledger.entry reversal
   set facts = -original.facts
  from ledger.entry original
 where original.id = reversal.reverses;
alter table ledger.entry enable trigger entry_is_append_only;

-- One index by organization serves evidence (with a measure) and a moved subtree (with all of them).
drop index ledger.entry_organization_idx;
drop index ledger.entry_measure_idx;
create index entry_organization_idx on ledger.entry (organization_id, measure, occurred_on, id)
    include (detail, nature, quantity, facts);

-- Few entries reverse or end another; only those need a place in these.
alter table ledger.entry
    drop constraint an_entry_is_reversed_once,
    drop constraint a_stock_is_ended_once;
create unique index an_entry_is_reversed_once on ledger.entry (reverses) where reverses is not null;
create unique index a_stock_is_ended_once on ledger.entry (ends) where ends is not null;
