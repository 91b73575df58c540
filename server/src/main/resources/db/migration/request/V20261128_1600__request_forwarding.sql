-- A request that had come to the wrong unit and was passed on before it was accepted (转办). A unit that had it does not get it again.
create table request.forwarding (
    request_id uuid not null references request.request (id),
    from_id    uuid not null references organization.organization (id),
    to_id      uuid not null references organization.organization (id),
    number     int  not null,
    primary key (request_id, from_id),
    constraint nobody_passes_on_to_itself check (from_id <> to_id)
);

comment on column request.forwarding.number is 'Its place in the register of the unit that passed it on.';

create index forwarding_from_idx on request.forwarding (from_id, request_id);

comment on column request.request.organization_id is 'The one that was asked, or to which it was passed on before it was accepted: for it the request counts, and in its register it stands. handler_id is the one with which it lies now.';

grant select, insert on request.forwarding to gongkai_work;
grant update (organization_id, number) on request.request to gongkai_work;
