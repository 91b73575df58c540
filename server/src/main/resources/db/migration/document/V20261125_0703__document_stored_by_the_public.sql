-- A file that somebody has sent from outside was stored by nobody who works here.
alter table document.attachment alter column stored_by drop not null;
