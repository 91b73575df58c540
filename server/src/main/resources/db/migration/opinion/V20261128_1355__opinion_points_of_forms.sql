-- What became an opinion of what was written on a form; once.
create table opinion.form_point (
    round_id   uuid not null references opinion.round (id),
    number     int  not null,
    question   text not null,
    opinion_id uuid not null references opinion.opinion (id),
    primary key (round_id, number, question)
);

grant select, insert on opinion.form_point to gongkai_work;
