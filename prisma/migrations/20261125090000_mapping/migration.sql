-- What a dataset declares of the columns of its files: headers that their names do not tell, and constants.
alter table lecture.dataset add column mapping jsonb;
