create schema disclosure;

-- What the clerk writes and where it stands. The content here may change while it is a draft; what is reviewed, approved and
-- published is the proposal made from it.
create table disclosure.disclosure (
    id                 uuid        primary key default uuidv7(),
    organization_id    uuid        not null references organization.organization (id),
    status             text        not null check (status in ('DRAFT', 'PROPOSED', 'UNDER_REVIEW', 'RETURNED', 'ESCALATED',
                                       'APPROVED', 'EMERGENCY_PUBLISHED', 'PUBLISHED', 'CORRECTED', 'WITHDRAWN', 'EXPIRED')),
    status_since       timestamptz not null,
    at_organization_id uuid        not null references organization.organization (id),
    kind               text        not null check (kind in ('REGULAR', 'PRE_DISCLOSURE', 'PUBLIC_NOTICE')),
    entry_id           uuid        references catalog.entry (id),
    duty_id            uuid        references catalog.duty (id),
    outside_ground     text        not null,
    title              text        not null,
    summary            text        not null,
    elements           json        not null,
    body               text        not null,
    scope              text        not null check (scope in ('SPECIFIC_PARTIES', 'LOCAL_UNIT', 'WHOLE_PARTY', 'SOCIETY')),
    audience           text        check (audience in ('MEMBERS', 'MEMBERS_AND_MASSES')),
    channels           text[]      not null,
    notice_days        int,
    objection_contact  text        not null,
    display_until      date,
    attachments        uuid[]      not null,
    publication_id     uuid,
    corrects           boolean     not null default false,
    what_was_wrong     text        not null default '',
    round              int         not null default 0,
    proposal_id        uuid,
    hands              uuid[]      not null,
    created_by         uuid        not null references account.person (id),
    created_at         timestamptz not null,
    version            int         not null default 0,
    constraint audience_belongs_to_the_local_scope check ((audience is not null) = (scope = 'LOCAL_UNIT')),
    constraint a_correction_says_of_what check (not corrects or publication_id is not null)
);

comment on column disclosure.disclosure.elements is 'Kept as json, not jsonb: the order is the order on the page.';
comment on column disclosure.disclosure.hands is
    'Everybody who had a hand in the text or put it forward: none of them may review or approve it.';
comment on column disclosure.disclosure.at_organization_id is
    'Whose approver decides: its own organization, a superior after escalation.';

create index disclosure_organization_idx on disclosure.disclosure (organization_id, status_since desc);
create index disclosure_open_idx on disclosure.disclosure (status, at_organization_id)
    where status in ('DRAFT', 'PROPOSED', 'UNDER_REVIEW', 'RETURNED', 'ESCALATED', 'APPROVED', 'EMERGENCY_PUBLISHED');
create index disclosure_publication_idx on disclosure.disclosure (publication_id);
create index disclosure_duty_idx on disclosure.disclosure (duty_id) where duty_id is not null;

-- What was put forward, word for word. Rows are added, never changed: what was reviewed and approved is what is published.
create table disclosure.proposal (
    id                uuid        primary key default uuidv7(),
    disclosure_id     uuid        not null references disclosure.disclosure (id),
    round             int         not null,
    organization_id   uuid        not null,
    kind              text        not null,
    entry_id          uuid,
    item              uuid,
    entry_no          int         not null,
    entry_title       text        not null,
    basis             text        not null,
    category          text        not null check (category in ('RESOLUTION', 'IDEOLOGY', 'ORGANIZATION', 'LEADERSHIP_TEAM', 'CADRE',
                                      'SERVICE', 'INTEGRITY', 'OTHER')),
    duty_id           uuid,
    outside_ground    text        not null,
    title             text        not null check (char_length(title) between 5 and 120),
    summary           text        not null check (char_length(summary) between 8 and 120),
    elements          json        not null,
    body              text        not null,
    scope             text        not null check (scope in ('SPECIFIC_PARTIES', 'LOCAL_UNIT', 'WHOLE_PARTY', 'SOCIETY')),
    audience          text        check (audience in ('MEMBERS', 'MEMBERS_AND_MASSES')),
    channels          text[]      not null check (cardinality(channels) > 0),
    notice_days       int,
    objection_contact text        not null,
    display_until     date,
    display_days      int,
    attachments       uuid[]      not null,
    beyond_power      text        not null check (beyond_power in ('NO', 'BY_SCOPE', 'BY_ENTRY')),
    proposed_by       uuid        not null references account.person (id),
    proposed_at       timestamptz not null,
    hands             uuid[]      not null,
    unique (disclosure_id, round),
    unique (id, hands),
    constraint audience_belongs_to_the_local_scope check ((audience is not null) = (scope = 'LOCAL_UNIT')),
    constraint the_proposer_has_a_hand_in_it check (proposed_by = any (hands)),
    constraint a_notice_has_its_period check ((kind = 'REGULAR') = (notice_days is null))
);

comment on column disclosure.proposal.beyond_power is
    'Why the organization itself may not approve it: a scope wider than its catalog allows, or an entry kept for the superior.';

alter table disclosure.disclosure
    add constraint disclosure_proposal_fk foreign key (proposal_id) references disclosure.proposal (id);

-- Four eyes: the copy of the hands is tied to the proposal by its key, so it cannot be forged.
create table disclosure.review (
    id          uuid        primary key default uuidv7(),
    proposal_id uuid        not null,
    hands       uuid[]      not null,
    kind        text        not null check (kind in ('SECRECY', 'PRIVACY', 'ACCURACY')),
    passed      boolean     not null,
    ground      text        not null,
    reviewed_by uuid        not null references account.person (id),
    reviewed_at timestamptz not null,
    unique (proposal_id, kind),
    foreign key (proposal_id, hands) references disclosure.proposal (id, hands),
    constraint nobody_reviews_his_own check (reviewed_by <> all (hands)),
    constraint a_refused_review_says_why check (passed or char_length(ground) >= 5)
);

create table disclosure.approval (
    proposal_id     uuid        primary key,
    hands           uuid[]      not null,
    organization_id uuid        not null references organization.organization (id),
    remark          text        not null,
    approved_by     uuid        not null references account.person (id),
    approved_at     timestamptz not null,
    foreign key (proposal_id, hands) references disclosure.proposal (id, hands),
    constraint nobody_approves_his_own check (approved_by <> all (hands))
);

comment on column disclosure.approval.organization_id is 'Whose approver it was: a superior after escalation.';

-- Lists and rules read this table alone; the words of each version are its proposal's.
create table disclosure.publication (
    id                uuid        primary key default uuidv7(),
    disclosure_id     uuid        not null unique references disclosure.disclosure (id),
    organization_id   uuid        not null references organization.organization (id),
    item              uuid,
    entry_id          uuid,
    entry_no          int         not null,
    entry_title       text        not null,
    basis             text        not null,
    category          text        not null,
    kind              text        not null,
    scope             text        not null check (scope in ('SPECIFIC_PARTIES', 'LOCAL_UNIT', 'WHOLE_PARTY', 'SOCIETY')),
    audience          text        check (audience in ('MEMBERS', 'MEMBERS_AND_MASSES')),
    channels          text[]      not null,
    title             text        not null,
    summary           text        not null,
    published_at      timestamptz not null,
    published_on      date        not null,
    notice_until      date,
    objection_contact text        not null,
    display_until     date,
    current_version   int         not null default 1,
    ending            text        check (ending in ('WITHDRAWN', 'EXPIRED')),
    standing          boolean     not null generated always as (ending is null) stored,
    ended_at          timestamptz,
    ended_because     text        not null default '',
    constraint audience_belongs_to_the_local_scope check ((audience is not null) = (scope = 'LOCAL_UNIT')),
    constraint an_end_has_its_time check ((ending is null) = (ended_at is null)),
    constraint a_withdrawal_says_why check (ending is distinct from 'WITHDRAWN' or char_length(ended_because) >= 5)
);

comment on column disclosure.publication.published_on is 'Day of the first publication in the county''s zone.';

create index publication_organization_idx on disclosure.publication (organization_id, published_at desc, id desc);
create index publication_published_idx on disclosure.publication (published_at desc, id desc);
create index publication_item_idx on disclosure.publication (item);
create index publication_display_idx on disclosure.publication (display_until) where ending is null and display_until is not null;
create index publication_notice_idx on disclosure.publication (notice_until) where notice_until is not null;

alter table disclosure.disclosure
    add constraint disclosure_publication_fk foreign key (publication_id) references disclosure.publication (id);

-- Two corrections of one publication at a time would undo each other.
create unique index one_correction_at_a_time on disclosure.disclosure (publication_id)
    where corrects and status in ('DRAFT', 'PROPOSED', 'UNDER_REVIEW', 'RETURNED', 'ESCALATED', 'APPROVED');

create table disclosure.version (
    publication_id       uuid        not null references disclosure.publication (id),
    number               int         not null check (number >= 1),
    proposal_id          uuid        not null unique references disclosure.proposal (id),
    approved_proposal_id uuid        references disclosure.approval (proposal_id),
    emergency_ground     text,
    correction           text        not null,
    published_by         uuid        not null references account.person (id),
    published_at         timestamptz not null,
    primary key (publication_id, number),
    constraint published_as_approved_or_in_a_stated_emergency check (
        approved_proposal_id = proposal_id and emergency_ground is null
        or approved_proposal_id is null and char_length(emergency_ground) >= 10),
    constraint a_later_version_says_what_was_wrong check ((number = 1) = (correction = ''))
);

create table disclosure.step (
    id            bigint      generated always as identity primary key,
    disclosure_id uuid        not null references disclosure.disclosure (id),
    step          text        not null,
    review        text,
    from_status   text        not null,
    to_status     text        not null,
    taken_by      uuid        references account.person (id),
    taken_at      timestamptz not null,
    reason        text        not null
);

create index step_disclosure_idx on disclosure.step (disclosure_id, id);

comment on table disclosure.step is 'Who did what and when. Rows are added, never changed or deleted.';
comment on column disclosure.step.taken_by is 'Null where the program itself acted: the end of display.';

-- What came of an objection period.
create table disclosure.notice_outcome (
    publication_id uuid        primary key references disclosure.publication (id),
    objections     int         not null check (objections >= 0),
    conclusion     text        not null check (char_length(conclusion) between 5 and 500),
    recorded_by    uuid        not null references account.person (id),
    recorded_at    timestamptz not null
);

grant usage on schema disclosure to gongkai_work;
grant select, insert, update on disclosure.disclosure, disclosure.publication to gongkai_work;
grant select, insert on
    disclosure.proposal, disclosure.review, disclosure.approval, disclosure.version, disclosure.step, disclosure.notice_outcome
    to gongkai_work;
