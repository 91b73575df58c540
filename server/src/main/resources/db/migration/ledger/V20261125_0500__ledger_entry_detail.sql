alter table ledger.entry add column detail text not null default '';

comment on column ledger.entry.detail is
    'What the entry says beyond its measure: one detail of each of the measure''s aspects, DISCLOSED/MEMBER. Empty where it asks for none.';

drop index ledger.entry_organization_idx;
create index entry_organization_idx on ledger.entry (organization_id, nature, occurred_on) include (measure, detail, quantity);
