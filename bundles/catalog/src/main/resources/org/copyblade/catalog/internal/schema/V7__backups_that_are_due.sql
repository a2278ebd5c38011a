-- What retention and a new backup look for: which generations of a profile are taken, and which of its usable backups that
-- nobody holds are the oldest, by their order and by the instant that they show, in milliseconds since 1970. What is usable
-- no more is never looked for, and gets its values with the change that makes it usable again.

alter table backup add column generation integer not null default 0;
alter table backup add column held smallint not null default 0;
alter table backup add column shown bigint not null default 0;
update backup set generation = ${generation}, held = ${held}, shown = ${shown} where usable = 1;

create index usable_generation_of_profile on backup (profile, generation) where usable = 1;
create index unheld_backup_of_profile_by_age on backup (profile, began, number) where usable = 1 and held = 0;
create index unheld_backup_of_profile_by_instant on backup (profile, shown, number) where usable = 1 and held = 0;
