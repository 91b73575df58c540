create schema ledger;

create table ledger.entry (
    id              bigint      generated always as identity primary key,
    measure         text        not null,
    nature          text        not null check (nature in ('STOCK', 'FLOW', 'YEARLY')),
    organization_id uuid        not null references organization.organization (id),
    occurred_on     date        not null,
    quantity        bigint      not null constraint an_entry_counts_something check (quantity <> 0),
    source_type     text        not null,
    source_id       uuid        not null,
    summary         text        not null check (length(summary) <= 500),
    open            boolean     not null,
    reverses        bigint      constraint an_entry_is_reversed_once unique references ledger.entry (id),
    ends            bigint      constraint a_stock_is_ended_once unique references ledger.entry (id),
    round           int         not null default 0,
    recorded_at     timestamptz not null,
    recorded_by     uuid,
    constraint an_entry_reverses_or_ends check (reverses is null or ends is null)
);

comment on table ledger.entry is 'Every counted fact. Rows are added, never changed or deleted; a mistake is mended by a reversing row.';
comment on column ledger.entry.open is 'Whether society may read the summary; if not it sees the measure and the day only.';
comment on column ledger.entry.reverses is 'The entry that this one takes back, on the same day.';
comment on column ledger.entry.ends is 'The stock entry that no longer holds from occurred_on on.';
comment on column ledger.entry.round is 'Of a yearly standing: how often it had been taken back before, so that it may be gained again.';

-- A return reads one node's organizations over a stretch of days; everything it sums is in the index.
create index entry_organization_idx on ledger.entry (organization_id, nature, occurred_on) include (measure, quantity);

-- Evidence opens one measure of one organization or of a town.
create index entry_measure_idx on ledger.entry (measure, organization_id, occurred_on) include (quantity);

create index entry_source_idx on ledger.entry (source_id);

-- A standing such as "practises openness in 2026" counts once; its source_id is made of measure, organization and year.
create unique index a_yearly_standing_counts_once on ledger.entry (source_id, round)
    where nature = 'YEARLY' and reverses is null;

create function ledger.refuse_change() returns trigger
    language plpgsql as
$$
begin
    raise exception 'The ledger is append-only: % is refused; add a reversing entry', tg_op
        using errcode = 'insufficient_privilege';
end
$$;

create trigger entry_is_append_only
    before update or delete or truncate on ledger.entry
    for each statement execute function ledger.refuse_change();

-- Identity values are handed out in another order than transactions commit, and in another order than they began. Before
-- a transaction takes its first number it therefore holds up, as a shared advisory lock that everybody can see and nobody
-- waits for, the last number given out so far: none of its own can be lower or equal. The watermark is the lowest such mark.
-- 0x4C44 ("LD") in the top 16 bits tells these locks from others.
create function ledger.open_append() returns trigger
    language plpgsql as
$$
begin
    if coalesce(current_setting('ledger.append_open', true), '') = '' then
        perform pg_advisory_xact_lock_shared(
                       (x'4C44'::bigint << 48) | (case when s.is_called then s.last_value else s.last_value - 1 end))
           from ledger.entry_id_seq s;
        perform set_config('ledger.append_open', 'yes', true);
    end if;
    return null;
end
$$;

create trigger entry_append_is_announced
    before insert on ledger.entry
    for each statement execute function ledger.open_append();

-- Number up to which every entry is seen by whoever asks from now on.
create function ledger.watermark() returns bigint
    language sql volatile as
$$
    select least(
               (select coalesce(max(e.id), 0) from ledger.entry e),
               (select min(((l.classid::bigint & x'FFFF'::bigint) << 32) | l.objid::bigint)
                  from pg_catalog.pg_locks l
                 where l.locktype = 'advisory'
                   and l.mode = 'ShareLock'
                   and l.objsubid = 1
                   and l.classid::bigint >> 16 = x'4C44'::bigint
                   and l.database = (select d.oid from pg_catalog.pg_database d where d.datname = current_database())))
$$;

grant usage on schema ledger to gongkai_work;
grant select, insert on ledger.entry to gongkai_work;
grant select on sequence ledger.entry_id_seq to gongkai_work;
grant execute on function ledger.watermark() to gongkai_work;
