-- Versions of forms that were installed here, beside those that come with the program. Rows are added, never changed: a return that
-- was signed is read in the version that it names.
create table statistics.form_definition (
    id           uuid        primary key default uuidv7(),
    code         text        not null,
    version      text        not null,
    valid_from   date        not null,
    definition   text        not null,
    installed_by uuid        not null references account.person (id),
    installed_at timestamptz not null,
    unique (code, version),
    unique (code, valid_from)
);

grant select, insert on statistics.form_definition to gongkai_work;
