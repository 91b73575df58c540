create schema channel;

-- A dated edition of a board, screen, bulletin or SMS. It is counted once however many matters it carries.
create table channel.issue (
    id              uuid        primary key default uuidv7(),
    organization_id uuid        not null references organization.organization (id),
    channel         text        not null check (channel in ('BOARD', 'SCREEN', 'SMS', 'BULLETIN')),
    year            int         not null,
    number          int         not null check (number >= 1),
    issued_on       date        not null,
    place           text        not null check (char_length(place) between 1 and 100),
    no_change       boolean     not null,
    recorded_by     uuid        not null references account.person (id),
    recorded_at     timestamptz not null,
    unique (organization_id, channel, year, number),
    constraint one_edition_a_day_and_place unique (organization_id, channel, issued_on, place),
    constraint an_edition_is_numbered_in_its_year check (year = extract(year from issued_on))
);

-- Numbers without gaps: whoever takes the next one waits for whoever took the last.
create table channel.numbering (
    organization_id uuid not null references organization.organization (id),
    channel         text not null,
    year            int  not null,
    last            int  not null,
    primary key (organization_id, channel, year)
);

-- A publication shown through one channel on one day at one place. History: it stays when the publication is withdrawn.
create table channel.delivery (
    id             uuid        primary key default uuidv7(),
    publication_id uuid        not null references disclosure.publication (id),
    channel        text        not null check (channel in ('BOARD', 'SCREEN', 'NEWS_MEDIA', 'WEB', 'MEETING', 'SMS',
                                   'PRESS_BRIEFING', 'BULLETIN', 'OTHER')),
    delivered_on   date        not null,
    issue_id       uuid        references channel.issue (id),
    place          text        not null check (char_length(place) between 1 and 100),
    recorded_by    uuid        references account.person (id),
    recorded_at    timestamptz not null,
    constraint shown_once_a_day_and_place unique (publication_id, channel, delivered_on, place),
    constraint an_issue_carries_what_is_counted_by_issues check (
        (issue_id is not null) = (channel in ('BOARD', 'SCREEN', 'SMS', 'BULLETIN')))
);

create index delivery_issue_idx on channel.delivery (issue_id) where issue_id is not null;

comment on column channel.delivery.recorded_by is 'Null where the program itself recorded it: on the site, at release to society.';

grant usage on schema channel to gongkai_work;
grant select, insert on channel.issue, channel.delivery to gongkai_work;
grant select, insert, update on channel.numbering to gongkai_work;
