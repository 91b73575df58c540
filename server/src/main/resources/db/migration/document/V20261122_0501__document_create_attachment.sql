create schema document;

create table document.attachment (
    id         uuid        primary key default uuidv7(),
    name       text        not null check (char_length(name) between 1 and 120),
    media_type text        not null,
    size       bigint      not null check (size between 1 and 20971520),
    sha256     text        not null check (sha256 ~ '^[0-9a-f]{64}$'),
    bytes      bytea       not null,
    stored_at  timestamptz not null,
    stored_by  uuid        not null references account.person (id)
);

-- Office files and pictures are compressed already: trying again costs time and gains nothing.
alter table document.attachment alter column bytes set storage external;

comment on table document.attachment is 'Files as they were sent. A file is never changed; another one takes its place.';
comment on column document.attachment.media_type is 'Sniffed from the bytes, never as the sender claimed.';

grant usage on schema document to gongkai_work;
grant select, insert on document.attachment to gongkai_work;
