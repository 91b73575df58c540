create schema statistics;

create table statistics.fact (
    id              uuid        primary key default uuidv7(),
    organization_id uuid        not null references organization.organization (id),
    measure         text        not null,
    occurred_on     date        not null,
    quantity        bigint      not null check (quantity >= 0),
    base            bigint      check (base >= 1),
    valid_until     date,
    title           text        not null check (length(title) between 4 and 120),
    evidence        text        not null check (length(evidence) between 4 and 300),
    attachment_id   uuid,
    recorded_at     timestamptz not null,
    recorded_by     uuid        not null,
    cancelled_at    timestamptz,
    cancelled_by    uuid       ,
    cancel_reason   text        check (length(cancel_reason) between 4 and 300),
    constraint a_fact_counts_something check (quantity > 0 or base is not null),
    constraint satisfied_answers_are_among_the_valid check (quantity <= base),
    constraint a_fact_ends_after_it_began check (valid_until > occurred_on),
    constraint a_fact_is_cancelled_with_a_reason
        check (num_nonnulls(cancelled_at, cancelled_by, cancel_reason) in (0, 3))
);

comment on table statistics.fact is 'Facts recorded by hand until their own module stands. Cancelled with a reason, never changed.';
comment on column statistics.fact.base is 'Of a rate: valid answers; quantity is then the satisfied ones.';
comment on column statistics.fact.valid_until is 'Of a stock: first day without it.';

create index fact_organization_idx on statistics.fact (organization_id, occurred_on desc, id desc);

grant usage on schema statistics to gongkai_work;
grant select, insert on statistics.fact to gongkai_work;
grant update (valid_until, cancelled_at, cancelled_by, cancel_reason) on statistics.fact to gongkai_work;
