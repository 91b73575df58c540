-- What was released to society and nothing else. Rows are copies: the projector writes them as the work role and may
-- rebuild them at any time, so nothing here is the only one of its kind.
create schema portal;

-- What changed and has still to be copied. Written in the transaction of the change, removed in that of the copying.
create table portal.pending (
    id    bigint      generated always as identity primary key,
    kind  text        not null check (kind in ('ORGANIZATION', 'CATALOG', 'DUTIES', 'PUBLICATION', 'DELIVERIES', 'ENTRY')),
    key   text        not null,
    since timestamptz not null default now()
);

create table portal.organization (
    id           uuid  primary key,
    code         text  not null unique,
    name         text  not null,
    kind         text  not null,
    parent_id    uuid,
    county_id    uuid  not null,
    path         uuid[] not null,
    valid_from   date  not null,
    valid_until  date,
    group_name   text,
    catalog_number   int,
    catalog_filed_on date,
    catalog_filing_number text
);

comment on column portal.organization.path is 'From the top of the tree down to and including itself.';

create index organization_parent_idx on portal.organization (parent_id, code);
create index organization_county_idx on portal.organization (county_id, kind, code);

create table portal.post (
    organization_id uuid not null,
    position        int  not null,
    title           text not null,
    holder          text not null,
    duties          text not null,
    primary key (organization_id, position)
);

comment on table portal.post is 'Posts of the leading group in office. Telephone numbers of persons are not copied.';

create table portal.facility (
    id              uuid primary key,
    organization_id uuid not null,
    kind            text not null,
    name            text not null,
    place           text not null
);

create index facility_organization_idx on portal.facility (organization_id, kind, name);

-- For rolling figures up under the superiors and kinds of the time.
create table portal.kind_period (
    organization_id uuid not null,
    kind            text not null,
    valid_from      date not null,
    valid_until     date,
    primary key (organization_id, valid_from)
);

create table portal.ancestry (
    ancestor_id   uuid not null,
    descendant_id uuid not null,
    valid_from    date not null,
    valid_until   date,
    primary key (ancestor_id, descendant_id, valid_from)
);

create index ancestry_descendant_idx on portal.ancestry (descendant_id);

-- The catalog in force. An entry that is not for society keeps its title and says so; nothing done under it comes here.
create table portal.catalog_entry (
    organization_id uuid not null,
    item            uuid not null,
    no              int  not null,
    heading         text not null,
    title           text not null,
    open            boolean not null,
    applicable      boolean not null,
    time_code       text not null,
    category        text not null,
    basis           text not null,
    elements        text[] not null,
    primary key (organization_id, item)
);

-- Duties of entries for society only.
create table portal.duty (
    id              uuid primary key,
    organization_id uuid not null,
    county_id       uuid not null,
    item            uuid not null,
    entry_no        int  not null,
    title           text not null,
    subject         text not null,
    arises_on       date not null,
    due_on          date not null,
    extended        boolean not null,
    warn_on         date not null,
    done_on         date,
    no_change       boolean not null,
    publication_id  uuid
);

comment on column portal.duty.subject is 'The period''s label; empty for a matter, whose name a clerk wrote and nobody has released.';
comment on column portal.duty.due_on is 'The extended day where there is one.';
comment on column portal.duty.warn_on is 'First day on which it is due within three working days.';

create index duty_organization_idx on portal.duty (organization_id, item, due_on);
create index duty_due_idx on portal.duty (county_id, due_on);
create index duty_open_idx on portal.duty (county_id, due_on) where done_on is null;

create table portal.publication (
    id                uuid        primary key,
    organization_id   uuid        not null,
    county_id         uuid        not null,
    item              uuid,
    entry_no          int         not null,
    entry_title       text        not null,
    basis             text        not null,
    category          text        not null,
    kind              text        not null,
    published_at      timestamptz not null,
    published_on      date        not null,
    changed_at        timestamptz not null,
    period            text        not null,
    channels          text[]      not null,
    notice_until      date,
    objection_contact text        not null,
    objections        int,
    conclusion        text,
    display_until     date,
    standing          boolean     not null,
    withdrawn         boolean     not null,
    ended_at          timestamptz,
    ended_because     text        not null,
    title             text        not null,
    summary           text        not null,
    elements          json        not null,
    body              text        not null,
    versions          int         not null,
    plain             text        not null default '',
    words             text        not null default '',
    title_words       text        not null default '',
    grams             text[]      not null default '{}',
    constraint what_ended_keeps_its_title_line_only check (
        standing or (summary = '' and body = '' and plain = '' and words = '' and grams = '{}' and elements::text = '{}'))
);

comment on column portal.publication.plain is 'The text as a person reads it, for snippets.';
comment on column portal.publication.words is 'The text folded for comparing, everything but letters and digits a blank.';
comment on column portal.publication.grams is 'Single characters and pairs of neighbours of words: every search first asks this index.';

create index publication_county_idx on portal.publication (county_id, published_at desc, id desc) where standing;
create index publication_organization_idx on portal.publication (organization_id, published_at desc, id desc) where standing;
create index publication_item_idx on portal.publication (organization_id, item, published_on desc) where standing;
create index publication_all_idx on portal.publication (published_at desc, id desc) where standing;
create index publication_notice_idx on portal.publication (county_id, notice_until) where standing and notice_until is not null;
create index publication_grams_idx on portal.publication using gin (grams) where standing;

create table portal.publication_version (
    publication_id uuid        not null references portal.publication (id) on delete cascade,
    number         int         not null,
    title          text        not null,
    summary        text        not null,
    body           text        not null,
    elements       json        not null,
    published_at   timestamptz not null,
    correction     text        not null,
    primary key (publication_id, number)
);

-- Files of the version that stands.
create table portal.attachment (
    id             uuid   not null,
    publication_id uuid   not null references portal.publication (id) on delete cascade,
    position       int    not null,
    name           text   not null,
    media_type     text   not null,
    size           bigint not null,
    sha256         text   not null,
    bytes          bytea  not null,
    primary key (publication_id, id)
);

alter table portal.attachment alter column bytes set storage external;

create table portal.delivery (
    id             uuid primary key,
    publication_id uuid not null references portal.publication (id) on delete cascade,
    channel        text not null,
    delivered_on   date not null,
    issue_no       int,
    place          text not null
);

create index delivery_publication_idx on portal.delivery (publication_id, delivered_on);

-- The ledger as the public may count it: measure, day and quantity of all, words only of what is open.
create table portal.fact (
    id              bigint primary key,
    measure         text   not null,
    nature          text   not null,
    organization_id uuid   not null,
    occurred_on     date   not null,
    quantity        bigint not null,
    source_type     text   not null,
    source_id       uuid   not null,
    publication_id  uuid,
    summary         text   not null,
    reverses        bigint,
    ends            bigint
);

comment on column portal.fact.publication_id is
    'The publication it speaks of. Its words are shown and linked only while that stands in portal.publication.';

create index fact_organization_idx on portal.fact (organization_id, nature, occurred_on) include (measure, quantity);
create index fact_measure_idx on portal.fact (measure, organization_id, occurred_on);
create index fact_reverses_idx on portal.fact (reverses) where reverses is not null;

grant usage on schema portal to gongkai_work, gongkai_portal;
grant select, insert, update, delete on all tables in schema portal to gongkai_work;
grant usage on all sequences in schema portal to gongkai_work;
-- Not the queue: what waits there is not released yet.
grant select on portal.organization, portal.post, portal.facility, portal.kind_period, portal.ancestry, portal.catalog_entry,
    portal.duty, portal.publication, portal.publication_version, portal.attachment, portal.delivery, portal.fact
    to gongkai_portal;
