-- Facts are copied in the order of their numbers, up to the ledger's watermark: nobody who records one has to note it.
create table portal.copied (
    only_row boolean primary key default true check (only_row),
    entry    bigint  not null
);

comment on column portal.copied.entry is 'Number of the last ledger entry that was copied; none above it was.';

insert into portal.copied (entry)
select coalesce((select min(p.key::bigint) - 1 from portal.pending p where p.kind = 'ENTRY'), max(e.id), 0)
  from ledger.entry e;

delete from portal.pending where kind = 'ENTRY';

grant select, update on portal.copied to gongkai_work;
