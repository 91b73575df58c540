-- An answered request as everybody may read it: written anew without the applicant, and read by a second person.
create table request.release (
    id            uuid        primary key default uuidv7(),
    request_id    uuid        not null references request.request (id),
    reply_id      uuid        not null references request.reply (id),
    title         text        not null,
    question      text        not null,
    answer        text        not null,
    proposed_by   uuid        not null references account.person (id),
    proposed_at   timestamptz not null,
    released_by   uuid        references account.person (id),
    released_at   timestamptz,
    ended_by      uuid        references account.person (id),
    ended_at      timestamptz,
    ended_because text        not null default '',
    constraint what_everybody_reads_was_read_by_two check (released_by <> proposed_by),
    constraint what_is_released_says_by_whom check ((released_by is null) = (released_at is null))
);

comment on table request.release is 'What is taken back, or followed by another text, has ended; one that was never released too.';

create unique index release_standing_idx on request.release (request_id) where ended_at is null;

grant select, insert on request.release to gongkai_work;
grant update (released_by, released_at, ended_by, ended_at, ended_because) on request.release to gongkai_work;
