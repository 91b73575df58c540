-- What a unit does with what people say to it, this year. A small group has no figures: few could be told apart.
create table portal.opinion_figure (
    organization_id uuid not null,
    year            int  not null,
    received        int,
    handled         int,
    not_possible    int,
    referred        int,
    answered        int,
    in_time         int,
    removed         int  not null,
    primary key (organization_id, year),
    constraint a_small_group_has_no_figures check (
        received >= 5
        or num_nulls(received, handled, not_possible, referred, answered, in_time) = 6)
);

comment on column portal.opinion_figure.removed is 'How often staff took something out of a sender''s words; shown whatever the size.';

-- Answers that everybody may read, each with the question in the words of the office.
create table portal.public_answer (
    organization_id uuid not null,
    position        int  not null,
    answered_on     date not null,
    question        text not null,
    closing         text not null,
    answer          text not null,
    primary key (organization_id, position)
);

grant select, insert, update, delete on portal.opinion_figure, portal.public_answer to gongkai_work;
grant select on portal.opinion_figure, portal.public_answer to gongkai_portal;
