-- An organization may be linked to another division: one more kind of change on record.
alter table organization.change drop constraint change_kind_check;
alter table organization.change add constraint change_kind_check check (kind in (
    'ESTABLISHED', 'RENAMED', 'RECLASSIFIED', 'RELINKED', 'MOVED', 'MERGED', 'ABSORBED', 'SPLIT', 'SPLIT_OFF', 'DISSOLVED',
    'FACILITY_OPENED', 'FACILITY_CLOSED', 'GROUP_FORMED', 'GROUP_DISSOLVED', 'POSTS_CHANGED'));
