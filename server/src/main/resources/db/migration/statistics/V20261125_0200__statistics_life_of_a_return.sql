-- A return of one form, organization and period (统计表). Round 1 is the return itself; a further round restates what an earlier
-- one reported, which is kept as it was. Nobody has begun where there is no row.
create table statistics.statistical_return (
    id                 uuid        primary key default uuidv7(),
    form_code          text        not null,
    organization_id    uuid        not null references organization.organization (id),
    period             text        not null check (period ~ '^[0-9]{4}(Q[1-4])?$'),
    round              int         not null check (round >= 1),
    reason             text        not null default '',
    status             text        not null check (status in ('OPEN', 'COMPUTED', 'CONFIRMED', 'SIGNED', 'SUBMITTED', 'RECEIVED',
                                       'ACCEPTED', 'RETURNED', 'CONSOLIDATED', 'FROZEN')),
    status_since       timestamptz not null,
    snapshot_id        uuid,
    hands              uuid[]      not null default '{}',
    first_submitted_on date,
    submitted_on       date,
    unique (organization_id, form_code, period, round),
    constraint a_restatement_says_why check ((round = 1) = (reason = '')),
    constraint what_goes_on_was_computed check (status = 'OPEN' or snapshot_id is not null),
    constraint what_was_submitted_says_when check (
        status not in ('SUBMITTED', 'RECEIVED', 'ACCEPTED', 'CONSOLIDATED', 'FROZEN') or submitted_on is not null)
);

comment on table statistics.statistical_return is 'How far a return has come. Its figures are the snapshot''s; live ones are counted from the ledger.';
comment on column statistics.statistical_return.hands is
    'Who computed, confirmed, signed and submitted the present snapshot: none of them may accept it.';
comment on column statistics.statistical_return.first_submitted_on is
    'Whether it came in time is judged by its first submission: who is asked to revise is not late for that.';
comment on column statistics.statistical_return.submitted_on is 'Of the present snapshot; null again after it was returned and computed anew.';

create index statistical_return_waiting_idx on statistics.statistical_return (status, organization_id)
    where status not in ('OPEN', 'FROZEN');

-- The figures as they stood at a number of the ledger, in the canonical text that is signed. Rows are added, never changed.
create table statistics.snapshot (
    id          uuid        primary key default uuidv7(),
    return_id   uuid        not null references statistics.statistical_return (id),
    cut_off     date        not null,
    watermark   bigint      not null,
    content     text        not null,
    digest      text        not null,
    hard        int         not null check (hard >= 0),
    soft        int         not null check (soft >= 0),
    computed_at timestamptz not null,
    computed_by uuid        not null references account.person (id),
    unique (id, computed_by, digest),
    constraint the_digest_is_of_the_content check (digest = encode(sha256(convert_to(content, 'UTF8')), 'hex'))
);

comment on column statistics.snapshot.content is 'JSON by RFC 8785: form and version, organization, period, round, cut-off, watermark, every figure, remarks, corrected cells.';
comment on column statistics.snapshot.hard is 'Cross-checks that it did not meet when it was computed; soft those that want a remark.';

create index snapshot_return_idx on statistics.snapshot (return_id);

alter table statistics.statistical_return
    add constraint statistical_return_snapshot_fk foreign key (snapshot_id) references statistics.snapshot (id);

-- Four eyes: the copies of who computed and of the digest are tied to the snapshot by its key, so they cannot be forged.
create table statistics.signature (
    snapshot_id uuid        primary key,
    computed_by uuid        not null,
    digest      text        not null,
    signed_by   uuid        not null references account.person (id),
    signed_at   timestamptz not null,
    foreign key (snapshot_id, computed_by, digest) references statistics.snapshot (id, computed_by, digest),
    constraint nobody_signs_what_he_computed check (signed_by <> computed_by)
);

create table statistics.step (
    id          uuid        primary key default uuidv7(),
    return_id   uuid        not null references statistics.statistical_return (id),
    step        text        not null,
    from_status text        not null,
    to_status   text        not null,
    snapshot_id uuid        references statistics.snapshot (id),
    reason      text        not null,
    taken_by    uuid        not null references account.person (id),
    taken_at    timestamptz not null
);

comment on table statistics.step is 'Who did what with a return, when and why. Rows are added, never changed or deleted.';

create index step_return_idx on statistics.step (return_id, id);

-- What is to be mended, cell by cell, said by whoever returned it.
create table statistics.cell_remark (
    step_id     uuid not null references statistics.step (id),
    position    int  not null,
    row_code    text not null,
    column_code text not null,
    remark      text not null check (char_length(remark) between 4 and 200),
    primary key (step_id, position)
);

-- The form's last column (备注), written by the unit itself until it is confirmed; from then on the snapshot holds it.
create table statistics.remark (
    return_id  uuid        not null references statistics.statistical_return (id),
    row_code   text        not null,
    remark     text        not null check (char_length(remark) between 2 and 200),
    written_by uuid        not null references account.person (id),
    written_at timestamptz not null,
    primary key (return_id, row_code)
);

grant select, insert on statistics.snapshot, statistics.signature, statistics.step, statistics.cell_remark to gongkai_work;
grant select, insert on statistics.statistical_return to gongkai_work;
grant update (status, status_since, snapshot_id, hands, first_submitted_on, submitted_on) on statistics.statistical_return to gongkai_work;
grant select, insert, delete on statistics.remark to gongkai_work;
grant update (remark, written_by, written_at) on statistics.remark to gongkai_work;
