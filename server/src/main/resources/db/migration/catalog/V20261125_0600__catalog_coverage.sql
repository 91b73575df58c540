-- How far the catalogs in force on a day cover what the guidelines make mandatory, unit by unit in and under an organization.
-- What a unit must cover says the latest guideline for its kind that a superior had issued by then. An item is found again by
-- its id, or by its title where the unit knew it before the guideline did. Bodies of the county stand in no column of the
-- return and are left out here too. The planner unfolds it.
create function catalog.coverage(under uuid, day date)
returns table (
    organization_id uuid, code text, name text, kind text, version_id uuid,
    required int, covered int, not_applicable int, missing text[])
language sql stable
begin atomic
    with unit as materialized (
        select u.id, u.code, s.name, s.kind, v.id as version, g.id as guideline
          from organization.ancestry a
          join organization.organization u on u.id = a.descendant_id
          join organization.state s
            on s.organization_id = u.id
           and s.valid_from <= day
           and (s.valid_until is null or day < s.valid_until)
          left join catalog.version v
            on v.organization_id = u.id
           and v.status in ('EFFECTIVE', 'SUPERSEDED')
           and v.effective_on <= day
           and (v.superseded_on is null or day < v.superseded_on)
          left join lateral (
                select l.id
                  from organization.ancestry b
                  join catalog.guideline l on l.issuer_id = b.ancestor_id
                 where b.descendant_id = u.id
                   and b.valid_from <= day
                   and (b.valid_until is null or day < b.valid_until)
                   and s.kind = any (l.kinds)
                   and l.issued_on <= day
                 order by l.issued_on desc, l.id desc
                 limit 1) g on true
         where a.ancestor_id = under
           and a.valid_from <= day
           and (a.valid_until is null or day < a.valid_until)
           and s.kind not in ('COUNTY_COMMITTEE', 'COUNTY_BODY')
    ), present as materialized (
        select e.version_id, e.item, e.title, e.origin
          from unit u
          join catalog.entry e on e.version_id = u.version
    )
    select u.id, u.code, u.name, u.kind, u.version,
           cast(count(r.item) as int),
           cast(count(*) filter (where coalesce(p.origin, t.origin) <> 'NOT_APPLICABLE') as int),
           cast(count(*) filter (where coalesce(p.origin, t.origin) = 'NOT_APPLICABLE') as int),
           coalesce(
               array_agg(r.title order by r.no) filter (where r.item is not null and coalesce(p.origin, t.origin) is null),
               '{}')
      from unit u
      left join catalog.guideline_entry r on r.guideline_id = u.guideline and r.mandatory
      left join present p on p.version_id = u.version and p.item = r.item
      left join present t on p.item is null and t.version_id = u.version and t.title = r.title
     group by u.id, u.code, u.name, u.kind, u.version;
end;
