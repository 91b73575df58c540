-- A draft may be given up. It stays on record, without the days that only submitted versions have.
alter table catalog.version drop constraint version_status_check;
alter table catalog.version add constraint version_status_check
    check (status in ('DRAFT', 'SUBMITTED', 'FILED', 'EFFECTIVE', 'SUPERSEDED', 'DISCARDED'));
alter table catalog.version drop constraint submitted_with_its_day;
alter table catalog.version add constraint submitted_with_its_day
    check (status in ('DRAFT', 'DISCARDED') or (submitted_on is not null and submitted_by is not null));
alter table catalog.version drop constraint filed_with_its_day;
alter table catalog.version add constraint filed_with_its_day
    check (status in ('DRAFT', 'DISCARDED', 'SUBMITTED')
        or (filed_on is not null and filed_by is not null and filing_number is not null and effective_on is not null));

alter table catalog.step drop constraint step_step_check;
alter table catalog.step add constraint step_step_check
    check (step in ('START', 'SUBMIT', 'DISCARD', 'SEND_BACK', 'FILE', 'TAKE_EFFECT', 'SUPERSEDE'));
