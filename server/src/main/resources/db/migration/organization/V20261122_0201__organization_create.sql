create schema organization;

create table organization.division (
    code        text primary key check (code ~ '^[0-9]{2,12}$'),
    parent_code text references organization.division (code),
    level       text not null check (level in ('PROVINCE', 'PREFECTURE', 'COUNTY', 'TOWN', 'VILLAGE')),
    name        text not null,
    kind        text not null
);

create index division_parent_idx on organization.division (parent_code, code);

comment on table organization.division is
    'Administrative divisions by statistical code, cut to their level. Organizations are linked to them, not made of them.';

-- Codes are never used again, so that what a paper form of ten years ago names stays one thing.
create table organization.organization (
    id          uuid primary key default uuidv7(),
    code        text not null constraint organization_code_unique unique,
    valid_from  date not null,
    valid_until date,
    constraint organization_ends_after_it_begins check (valid_until > valid_from)
);

-- What an organization is called and is, in periods [from, until) without gaps while it exists.
create table organization.state (
    organization_id uuid not null references organization.organization (id),
    name            text not null check (name <> ''),
    kind            text not null check (kind in (
        'TOWN_COMMITTEE', 'SUBDISTRICT_WORKING_COMMITTEE', 'ADMINISTRATIVE_VILLAGE', 'COMMUNITY_URBAN', 'COMMUNITY_RURAL',
        'INSTITUTION_SCHOOL', 'INSTITUTION_HEALTH', 'INSTITUTION_RESEARCH', 'INSTITUTION_OTHER', 'GOVERNMENT_ORGAN',
        'ENTERPRISE', 'SOCIAL_ORGANIZATION', 'OTHER_GRASSROOTS_UNIT', 'COUNTY_COMMITTEE', 'COUNTY_BODY')),
    form            text not null check (form in (
        'COMMITTEE', 'GENERAL_BRANCH', 'BRANCH', 'WORKING_COMMITTEE', 'LEADING_PARTY_GROUP')),
    division_code   text references organization.division (code),
    valid_from      date not null,
    valid_until     date,
    primary key (organization_id, valid_from),
    check (valid_until > valid_from)
);

create unique index state_open_idx on organization.state (organization_id) where valid_until is null;
create index state_kind_idx on organization.state (kind, organization_id);
create index state_division_idx on organization.state (division_code) where division_code is not null;

create table organization.parentage (
    organization_id uuid not null references organization.organization (id),
    parent_id       uuid references organization.organization (id),
    valid_from      date not null,
    valid_until     date,
    primary key (organization_id, valid_from),
    check (valid_until > valid_from),
    constraint parentage_not_its_own_parent check (parent_id <> organization_id)
);

create unique index parentage_open_idx on organization.parentage (organization_id) where valid_until is null;
create index parentage_parent_idx on organization.parentage (parent_id, organization_id);

-- The closure of parentage with periods: who stood above whom, how far, and when. Written by every change of the tree.
create table organization.ancestry (
    ancestor_id   uuid not null references organization.organization (id),
    descendant_id uuid not null references organization.organization (id),
    distance      int  not null check (distance >= 0),
    valid_from    date not null,
    valid_until   date,
    primary key (ancestor_id, descendant_id, valid_from),
    check (valid_until > valid_from),
    check ((distance = 0) = (ancestor_id = descendant_id))
);

create index ancestry_descendant_idx on organization.ancestry (descendant_id, ancestor_id);

create table organization.facility (
    id              uuid primary key default uuidv7(),
    organization_id uuid not null references organization.organization (id),
    kind            text not null check (kind in ('BOARD', 'WEBSITE', 'READING_ROOM', 'SCREEN', 'HOTLINE')),
    name            text not null check (name <> ''),
    place           text not null,
    valid_from      date not null,
    valid_until     date,
    check (valid_until > valid_from)
);

create index facility_organization_idx on organization.facility (organization_id, valid_from);

create table organization.leading_group (
    id              uuid primary key default uuidv7(),
    organization_id uuid not null references organization.organization (id),
    name            text not null check (name <> ''),
    valid_from      date not null,
    valid_until     date,
    check (valid_until > valid_from)
);

create unique index leading_group_open_idx on organization.leading_group (organization_id) where valid_until is null;
create index leading_group_organization_idx on organization.leading_group (organization_id, valid_from);

create table organization.post (
    id               uuid primary key default uuidv7(),
    leading_group_id uuid not null references organization.leading_group (id),
    title            text not null check (title <> ''),
    holder           text not null check (holder <> ''),
    duties           text not null,
    phone            text not null,
    position         int  not null,
    valid_from       date not null,
    valid_until      date,
    check (valid_until > valid_from)
);

create index post_leading_group_idx on organization.post (leading_group_id, valid_from, position);

create table organization.change (
    id              uuid        primary key default uuidv7(),
    organization_id uuid        not null references organization.organization (id),
    kind            text        not null check (kind in (
        'ESTABLISHED', 'RENAMED', 'RECLASSIFIED', 'MOVED', 'MERGED', 'ABSORBED', 'SPLIT', 'SPLIT_OFF', 'DISSOLVED',
        'FACILITY_OPENED', 'FACILITY_CLOSED', 'GROUP_FORMED', 'GROUP_DISSOLVED', 'POSTS_CHANGED')),
    effective_on    date        not null,
    recorded_at     timestamptz not null,
    recorded_by     uuid,
    was             text,
    became          text
);

create index change_organization_idx on organization.change (organization_id, effective_on, id);

comment on table organization.change is 'What was done to an organization, as it was recorded. Rows are added, never changed.';
comment on column organization.change.recorded_by is 'A person of the account module; null when the program itself recorded it.';
comment on column organization.change.was is 'What the sentence of this kind names first: the old name, kind, superior …';

-- Every organization as it stands on the day; one that is gone, or not yet there, as it last or first stood. The planner
-- unfolds it, so a condition on id or code still finds its index.
create function organization.standing(day date)
returns table (
    id uuid, code text, name text, kind text, form text, parent_id uuid, path uuid[], division_code text,
    valid_from date, valid_until date)
language sql stable
begin atomic
    select o.id,
           o.code,
           s.name,
           s.kind,
           s.form,
           p.parent_id,
           array(
               select a.ancestor_id
                 from organization.ancestry a
                where a.descendant_id = o.id
                  and a.valid_from <= greatest(o.valid_from, least(day, o.valid_until - 1))
                  and (a.valid_until is null or greatest(o.valid_from, least(day, o.valid_until - 1)) < a.valid_until)
                order by a.distance desc),
           s.division_code,
           o.valid_from,
           o.valid_until
      from organization.organization o
      join organization.state s
        on s.organization_id = o.id
       and s.valid_from <= greatest(o.valid_from, least(day, o.valid_until - 1))
       and (s.valid_until is null or greatest(o.valid_from, least(day, o.valid_until - 1)) < s.valid_until)
      join organization.parentage p
        on p.organization_id = o.id
       and p.valid_from <= greatest(o.valid_from, least(day, o.valid_until - 1))
       and (p.valid_until is null or greatest(o.valid_from, least(day, o.valid_until - 1)) < p.valid_until);
end;

grant usage on schema organization to gongkai_work;
grant select, insert, update, delete
    on organization.division, organization.organization, organization.state, organization.parentage, organization.ancestry,
       organization.facility, organization.leading_group, organization.post
    to gongkai_work;
grant select, insert on organization.change to gongkai_work;
