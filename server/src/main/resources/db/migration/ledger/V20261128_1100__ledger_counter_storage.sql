-- A return reads flows and stocks of one row: they stay in the row, and where it grows beyond a page's share the months go out
-- first. The months are small numbers packed tightly; trying to compress them at every counting gains nothing.
alter table ledger.counter
    alter column flows set storage main,
    alter column stocks set storage main,
    alter column m1 set storage external,
    alter column m2 set storage external,
    alter column m3 set storage external,
    alter column m4 set storage external,
    alter column m5 set storage external,
    alter column m6 set storage external,
    alter column m7 set storage external,
    alter column m8 set storage external,
    alter column m9 set storage external,
    alter column m10 set storage external,
    alter column m11 set storage external,
    alter column m12 set storage external;
