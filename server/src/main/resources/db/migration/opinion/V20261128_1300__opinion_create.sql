create schema opinion;

-- Who sent an opinion without a name must not be found by anything that stands here: ids are random, no time is kept but the
-- day, and a batch of such opinions is written in shuffled order (docs/decisions/0015).
create table opinion.opinion (
    id              uuid    primary key,
    code            text    not null unique,
    county_id       uuid    not null,
    organization_id uuid    not null references organization.organization (id),
    handling_id     uuid    not null references organization.organization (id),
    number          text    not null,
    source          text    not null check (
        source in ('HOTLINE', 'BOX', 'WEB', 'FORUM', 'FORM', 'SUPERVISOR', 'VISIT', 'PROXY')),
    mode            text    not null check (mode in ('CONFIDENTIAL', 'ANONYMOUS')),
    title           text    not null check (length(title) between 1 and 120),
    received_on     date    not null,
    answer_public   boolean not null,
    status          text    not null check (
        status in ('RECEIVED', 'ASSIGNED', 'IN_PROGRESS', 'TO_COUNTERSIGN', 'CLOSED', 'REPLIED', 'RATED')),
    status_on       date    not null,
    holder_id       uuid,
    deadline_id     uuid    not null,
    closing         text    check (closing in ('HANDLED', 'NOT_POSSIBLE', 'REFERRED')),
    proposed_by     uuid,
    reopened        boolean not null default false,
    public_answer   boolean not null default false,
    question        text    not null default '',
    constraint a_number_stands_once unique (organization_id, number),
    constraint a_mode_can_be_pointed_at unique (id, mode),
    constraint what_is_closed_says_how check (
        (closing is not null) = (status in ('TO_COUNTERSIGN', 'CLOSED', 'REPLIED', 'RATED'))),
    constraint nothing_is_answered_in_public_against_the_senders_will check (answer_public or not public_answer)
);

comment on column opinion.opinion.organization_id is 'To whom it was sent; counts it, and knows who sent it.';
comment on column opinion.opinion.handling_id is 'Who deals with it.';
comment on column opinion.opinion.answer_public is 'Whether its sender agrees to a public answer.';
comment on column opinion.opinion.question is 'What the public reads as the question, in the words of the office; the sender''s own are not shown.';

create index opinion_organization_idx on opinion.opinion (organization_id, received_on);
create index opinion_handling_idx on opinion.opinion (handling_id, status) where status not in ('REPLIED', 'RATED');

-- Everything that happened, and every word that was said.
create table opinion.event (
    opinion_id  uuid        not null references opinion.opinion (id),
    position    int         not null,
    step        text        not null,
    happened_on date        not null,
    text        text        not null,
    note        text        not null default '',
    taken_by    uuid,
    taken_at    timestamptz,
    removed     text        check (length(removed) between 4 and 300),
    removed_by  uuid,
    primary key (opinion_id, position),
    constraint of_a_sender_no_time_is_kept check ((taken_by is null) = (taken_at is null)),
    constraint a_removal_has_its_reason check ((removed is null) = (removed_by is null))
);

comment on column opinion.event.text is 'What was said to or by the sender.';
comment on column opinion.event.note is 'What was said among the staff; the sender does not see it.';
comment on column opinion.event.removed is 'Why something that the sender had typed was taken out of the text; counted in public.';

-- Who said it, apart from what was said. The program may put it in and may not read it: it asks the function below, which
-- writes down who looked and why before it answers. An anonymous opinion cannot be pointed at.
create table opinion.identity (
    opinion_id uuid primary key,
    mode       text not null default 'CONFIDENTIAL' constraint an_anonymous_sender_has_no_name check (mode = 'CONFIDENTIAL'),
    name       text not null,
    contact    text not null,
    home       text not null default '',
    constraint an_identity_belongs_to_a_confidential_opinion foreign key (opinion_id, mode) references opinion.opinion (id, mode)
);

create index identity_contact_idx on opinion.identity (contact);

create table opinion.look (
    id         bigint      generated always as identity primary key,
    opinion_id uuid        not null references opinion.opinion (id),
    person_id  uuid        not null,
    reason     text        not null check (length(reason) between 4 and 300),
    looked_at  timestamptz not null
);

create index look_opinion_idx on opinion.look (opinion_id);

create function opinion.look_at_identity(opinion uuid, person uuid, reason text, at timestamptz)
returns table (name text, contact text, home text)
language plpgsql security definer set search_path = '' as
$$
begin
    insert into opinion.look (opinion_id, person_id, reason, looked_at)
    select i.opinion_id, look_at_identity.person, look_at_identity.reason, look_at_identity.at
      from opinion.identity i
     where i.opinion_id = look_at_identity.opinion;
    return query
        select i.name, i.contact, i.home
          from opinion.identity i
         where i.opinion_id = look_at_identity.opinion;
end
$$;

revoke all on function opinion.look_at_identity(uuid, uuid, text, timestamptz) from public;

-- Which earlier opinions came from the same telephone: says nothing of whose it is, and every hit is written down as a look.
create function opinion.look_for_contact(asked text, person uuid, reason text, at timestamptz)
returns setof uuid
language plpgsql security definer set search_path = '' as
$$
begin
    return query
        with found as (
            select i.opinion_id from opinion.identity i where i.contact = look_for_contact.asked limit 20
        ), noted as (
            insert into opinion.look (opinion_id, person_id, reason, looked_at)
            select f.opinion_id, look_for_contact.person, look_for_contact.reason, look_for_contact.at
              from found f
        )
        select f.opinion_id from found f;
end
$$;

revoke all on function opinion.look_for_contact(text, uuid, text, timestamptz) from public;

create table opinion.file (
    opinion_id    uuid not null references opinion.opinion (id),
    position      int  not null,
    attachment_id uuid not null,
    primary key (opinion_id, position)
);

create table opinion.register (
    organization_id uuid not null,
    year            int  not null,
    last            int  not null,
    primary key (organization_id, year)
);

-- What was promised to a sender stays as it was, whoever runs the statement.
create function opinion.keep_promises() returns trigger
language plpgsql as
$$
begin
    if tg_op = 'DELETE' then
        raise exception 'An opinion is never deleted' using errcode = 'insufficient_privilege';
    end if;
    if (old.id, old.code, old.county_id, old.organization_id, old.number, old.source, old.mode, old.received_on, old.answer_public)
       is distinct from
       (new.id, new.code, new.county_id, new.organization_id, new.number, new.source, new.mode, new.received_on, new.answer_public)
    then
        raise exception 'How an opinion came in, and in which mode, is never changed' using errcode = 'insufficient_privilege';
    end if;
    return new;
end
$$;

create trigger an_opinion_stays_as_it_came
    before update or delete on opinion.opinion
    for each row execute function opinion.keep_promises();

create function opinion.keep_words() returns trigger
language plpgsql as
$$
begin
    if tg_op = 'DELETE' then
        raise exception 'What was said is never deleted' using errcode = 'insufficient_privilege';
    end if;
    if (old.opinion_id, old.position, old.step, old.happened_on, old.note, old.taken_by, old.taken_at)
       is distinct from
       (new.opinion_id, new.position, new.step, new.happened_on, new.note, new.taken_by, new.taken_at)
       or new.removed is null
    then
        raise exception 'What was said is only ever taken out with a reason' using errcode = 'insufficient_privilege';
    end if;
    return new;
end
$$;

create trigger what_was_said_stays
    before update or delete on opinion.event
    for each row execute function opinion.keep_words();

create function opinion.refuse_truncation() returns trigger
language plpgsql as
$$
begin
    raise exception 'Opinions are never deleted' using errcode = 'insufficient_privilege';
end
$$;

create trigger opinions_stay before truncate on opinion.opinion for each statement execute function opinion.refuse_truncation();
create trigger words_stay before truncate on opinion.event for each statement execute function opinion.refuse_truncation();

grant usage on schema opinion to gongkai_work;
grant select, insert, update on opinion.opinion, opinion.register to gongkai_work;
grant select, insert on opinion.event, opinion.look, opinion.file to gongkai_work;
grant update (text, removed, removed_by) on opinion.event to gongkai_work;
grant insert on opinion.identity to gongkai_work;
grant execute on function opinion.look_at_identity(uuid, uuid, text, timestamptz) to gongkai_work;
grant execute on function opinion.look_for_contact(text, uuid, text, timestamptz) to gongkai_work;
