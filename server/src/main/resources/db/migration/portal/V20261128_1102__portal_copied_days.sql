-- What becomes valid by the calendar alone is copied once its day has come; of everything else somebody leaves a note.
alter table portal.copied add column day date not null default '-infinity';

comment on column portal.copied.day is 'Up to which day what becomes valid by the calendar alone was copied.';
