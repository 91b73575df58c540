-- Every single fact pays for this: the mark is set by assignments, which plpgsql evaluates without running a query for each.
create or replace function ledger.open_append() returns trigger
    language plpgsql as
$$
declare
    held   boolean;
    marked text;
begin
    if coalesce(current_setting('ledger.append_open', true), '') = '' then
        held := pg_advisory_xact_lock_shared(
                    (x'4C44'::bigint << 48) | coalesce(pg_sequence_last_value('ledger.entry_id_seq'), 0)) is not null;
        marked := set_config('ledger.append_open', 'yes', true);
    end if;
    return null;
end
$$;

-- As before (V20261126_0100). Most stays where it was entered: only what is left again makes a second row.
create or replace function ledger.effects(organization uuid, nature text, occurred_on date)
returns table (ancestor_id uuid, kind text, day date, turn int)
language sql stable
begin atomic
    select change.ancestor_id,
           change.kind,
           case change.turn when 1 then greatest(effects.occurred_on, change.since) else change.until end,
           change.turn
      from (
            select member.ancestor_id,
                   member.kind,
                   member.since,
                   member.until,
                   unnest(case when member.until <= member.latest and member.until < 'infinity' then array[1, -1] else array[1] end)
                       as turn
              from (
                    select a.ancestor_id,
                           s.kind,
                           greatest(a.valid_from, s.valid_from) as since,
                           coalesce(least(a.valid_until, s.valid_until), 'infinity') as until,
                           case effects.nature
                                when 'FLOW' then effects.occurred_on
                                when 'STOCK' then 'infinity'
                                else make_date(extract(year from effects.occurred_on)::int, 12, 31)
                           end as latest
                      from organization.ancestry a
                      join organization.state s
                        on s.organization_id = a.descendant_id
                       and s.valid_from < coalesce(a.valid_until, 'infinity')
                       and a.valid_from < coalesce(s.valid_until, 'infinity')
                     where a.descendant_id = effects.organization) member
             where effects.occurred_on < member.until
               and member.since <= member.latest) change;
end;
