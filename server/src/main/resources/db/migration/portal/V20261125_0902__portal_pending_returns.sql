alter table portal.pending drop constraint pending_kind_check;
alter table portal.pending add constraint pending_kind_check check (
    kind in ('ORGANIZATION', 'CATALOG', 'DUTIES', 'PUBLICATION', 'DELIVERIES', 'ENTRY', 'TRACKED', 'PROMISES', 'RETURN'));
