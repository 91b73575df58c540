-- Whoever asks for facts asks by organization: one index, like the ledger's own, in place of two.
drop index portal.fact_organization_idx;
drop index portal.fact_measure_idx;
create index fact_organization_idx on portal.fact (organization_id, measure, occurred_on)
    include (detail, nature, quantity);
