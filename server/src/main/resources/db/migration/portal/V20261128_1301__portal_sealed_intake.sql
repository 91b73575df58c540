-- What is sent without a name. It lies here under a seal that only the work side can break, once, together with everything else
-- of the same key; then the key is destroyed, and what the write-ahead log and old backups hold of it can be read by nobody
-- (docs/decisions/0015). All rows are of one length, ids are random, and some of them are empty on purpose.
create table portal.sealing_key (
    id         uuid    primary key,
    public_key bytea   not null,
    offered_on date    not null,
    retired    boolean not null default false
);

comment on table portal.sealing_key is 'The other half lies in a file of the node that made it, outside the database, and is never copied.';
comment on column portal.sealing_key.offered_on is 'Last day on which the node that can open it said so; what that node no longer says is not sealed with.';

create table portal.sealed_intake (
    id     uuid  primary key,
    key_id uuid  not null references portal.sealing_key (id),
    sealed bytea not null constraint all_envelopes_are_alike check (length(sealed) = 16444)
);

alter table portal.sealed_intake alter column sealed set storage external;
create index sealed_intake_key_idx on portal.sealed_intake (key_id);

grant select, insert, update, delete on portal.sealing_key to gongkai_work;
grant select, delete on portal.sealed_intake to gongkai_work;
grant insert on portal.sealed_intake to gongkai_work;
grant select on portal.sealing_key to gongkai_portal;
grant insert on portal.sealed_intake to gongkai_portal;
