create schema demonstration;

create table demonstration.progress (
    step    text primary key,
    done_at timestamptz not null
);

comment on table demonstration.progress is
    'Steps of filling that are done, each written in the transaction of the step itself. ALL: nothing is left to do; NONE: this installation was started empty and stays so.';

grant usage on schema demonstration to gongkai_work;
grant select, insert on demonstration.progress to gongkai_work;
