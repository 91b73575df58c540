alter table portal.fact add column detail text not null default '';

drop index portal.fact_organization_idx;
create index fact_organization_idx on portal.fact (organization_id, nature, occurred_on) include (measure, detail, quantity);
