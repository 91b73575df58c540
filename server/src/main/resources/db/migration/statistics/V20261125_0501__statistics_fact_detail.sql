alter table statistics.fact add column detail text not null default '';

comment on column statistics.fact.detail is 'As ledger.entry.detail: of a request how it ended and who had made it.';
