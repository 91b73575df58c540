-- Every closing of an opinion asks what it is worth, whatever came of it. Neither asking nor answer has a time, only a day.
create table opinion.asking (
    opinion_id uuid not null references opinion.opinion (id),
    closing    int  not null check (closing > 0),
    asked_on   date not null,
    primary key (opinion_id, closing)
);

create table opinion.rating (
    id         uuid    primary key default gen_random_uuid(),
    opinion_id uuid    not null,
    closing    int     not null,
    worth      text    not null check (worth in ('VERY_SATISFIED', 'SATISFIED', 'FAIR', 'DISSATISFIED')),
    remark     text    not null check (char_length(remark) <= 400),
    given_on   date    not null,
    first_on   date    not null,
    replaced   boolean not null default false,
    foreign key (opinion_id, closing) references opinion.asking
);

create unique index rating_standing_idx on opinion.rating (opinion_id, closing) where not replaced;

comment on column opinion.rating.first_on is 'Of the first answer to this asking: it may be changed for some days from there.';
comment on column opinion.rating.replaced is 'Its sender thought better of it; its entries in the ledger are reversed.';

grant select, insert on opinion.asking to gongkai_work;
grant select, insert, update on opinion.rating to gongkai_work;

-- What the public may read of it, rolled up: never a single answer.
create view opinion.rating_for_society as
select o.organization_id, extract(year from a.asked_on)::int as year, count(*) as asked, count(r.id) as rated,
       count(*) filter (where r.worth in ('VERY_SATISFIED', 'SATISFIED')) as satisfied
  from opinion.asking a
  join opinion.opinion o on o.id = a.opinion_id
  left join opinion.rating r on r.opinion_id = a.opinion_id and r.closing = a.closing and not r.replaced
 group by o.organization_id, extract(year from a.asked_on)::int;

grant select on opinion.rating_for_society to gongkai_work;
