-- Where an organization hangs is asked for each entry that is counted and each row that is imported; the days are in the index
-- too, so that the table need not be read.
drop index organization.ancestry_descendant_idx;
create index ancestry_descendant_idx on organization.ancestry (descendant_id, ancestor_id) include (valid_from, valid_until);
