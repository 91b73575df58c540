-- Returns as they were reported: only those that have been submitted and were not returned.
create table portal.reported_return (
    id              uuid primary key,
    organization_id uuid not null,
    form_code       text not null,
    period          text not null,
    round           int  not null,
    reported_on     date not null,
    digest          text not null,
    content         text not null,
    unique (organization_id, form_code, period, round)
);

-- A corrected cell is marked as such; there are few.
create index fact_correction_idx on portal.fact (organization_id) where source_type = 'CORRECTION';

grant select, insert, update, delete on portal.reported_return to gongkai_work;
grant select on portal.reported_return to gongkai_portal;
