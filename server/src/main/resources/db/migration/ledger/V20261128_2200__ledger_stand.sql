-- Enters a yearly standing unless it counts. With the same round two transactions at once meet in the unique index, and the
-- second adds nothing.
create function ledger.stand(
    measure text, organization uuid, occurred_on date, source uuid, summary text, open boolean, recorded_at timestamptz,
    recorded_by uuid)
returns void
language sql volatile
begin atomic
    insert into ledger.entry (
           measure, detail, nature, organization_id, occurred_on, quantity, facts, source_type, source_id, summary, open, round,
           recorded_at, recorded_by)
    select stand.measure, '', 'YEARLY', stand.organization, stand.occurred_on, 1, 1, 'STANDING', stand.source, stand.summary,
           stand.open, count(r.id), stand.recorded_at, stand.recorded_by
      from ledger.entry e
      left join ledger.entry r on r.reverses = e.id
     where e.source_id = stand.source
       and e.reverses is null
    having count(e.id) filter (where r.id is null) = 0
        on conflict (source_id, round) where nature = 'YEARLY' and reverses is null do nothing;
end;

grant execute on function ledger.stand(text, uuid, date, uuid, text, boolean, timestamptz, uuid) to gongkai_work;
