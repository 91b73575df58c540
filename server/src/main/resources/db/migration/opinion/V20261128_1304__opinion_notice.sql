-- The program itself looks at a contact to tell its sender that there is an answer; that look is written down like any other, and
-- has no person.
alter table opinion.look alter column person_id drop not null;

create function opinion.contact_for_notice(opinion uuid, at timestamptz)
returns text
language plpgsql security definer set search_path = '' as
$$
declare
    found text;
begin
    insert into opinion.look (opinion_id, person_id, reason, looked_at)
    select i.opinion_id, null, 'opinion.look.notice', contact_for_notice.at
      from opinion.identity i
     where i.opinion_id = contact_for_notice.opinion
       and i.contact <> '';
    select i.contact into found
      from opinion.identity i
     where i.opinion_id = contact_for_notice.opinion;
    return coalesce(found, '');
end
$$;

revoke all on function opinion.contact_for_notice(uuid, timestamptz) from public;
grant execute on function opinion.contact_for_notice(uuid, timestamptz) to gongkai_work;
