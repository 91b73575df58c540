create schema workbench;

create table workbench.import_job (
    id              uuid        primary key default uuidv7(),
    kind            text        not null
        check (kind in ('ORGANIZATIONS', 'CATALOG', 'ENTRIES', 'ACCOUNTS', 'PUBLICATIONS')),
    organization_id uuid        not null references organization.organization (id),
    file_name       text        not null,
    sha256          text        not null,
    requested_by    uuid        not null references account.person (id),
    requested_at    timestamptz not null,
    state           text        not null
        check (state in ('WAITING', 'RUNNING', 'DONE', 'REJECTED', 'INTERRUPTED')),
    total           int         not null check (total >= 0),
    processed       int         not null default 0,
    accepted        int         not null default 0,
    finished_at     timestamptz
);

create index import_job_requested_by_idx on workbench.import_job (requested_by, requested_at desc);

-- The same file taken over twice would count everything twice.
create unique index import_job_same_file_once
    on workbench.import_job (kind, organization_id, sha256)
    where state in ('WAITING', 'RUNNING', 'DONE');

create table workbench.import_rejection (
    job_id  uuid  not null references workbench.import_job (id),
    no      int   not null,
    row_no  int   not null,
    field   text  not null,
    code    text  not null,
    details jsonb not null,
    primary key (job_id, no)
);

comment on table workbench.import_rejection is 'What was wrong with which row of an import that was not taken over.';

grant usage on schema workbench to gongkai_work;
grant select, insert, update on workbench.import_job to gongkai_work;
grant select, insert on workbench.import_rejection to gongkai_work;
