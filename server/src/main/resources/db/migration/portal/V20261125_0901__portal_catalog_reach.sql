-- Whom an item is for, so that a villager is not told "inside the Party only" of what hangs on the village's own board.
alter table portal.catalog_entry
    add column reach text not null default 'SOCIETY'
        check (reach in ('SOCIETY', 'WHOLE_PARTY', 'LOCAL_MEMBERS', 'LOCAL_EVERYBODY', 'SPECIFIC_PARTIES'));

alter table portal.catalog_entry
    alter column reach drop default,
    drop column open;

insert into portal.pending (kind, key)
select distinct 'CATALOG', e.organization_id::text
  from portal.catalog_entry e;
