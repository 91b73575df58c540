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

do $$
declare
    known text;
begin
    select string_agg(distinct quote_literal(k[1]), ', ')
      into known
      from pg_constraint c,
           regexp_matches(pg_get_constraintdef(c.oid) || '''RATINGS''', '''([A-Z_]+)''', 'g') as k
     where c.conrelid = 'portal.pending'::regclass
       and c.conname = 'pending_kind_check';
    execute 'alter table portal.pending drop constraint pending_kind_check';
    execute format('alter table portal.pending add constraint pending_kind_check check (kind in (%s))', known);
end
$$;

grant select, insert, update, delete on portal.rating to gongkai_work;
grant select on portal.rating to gongkai_portal;
