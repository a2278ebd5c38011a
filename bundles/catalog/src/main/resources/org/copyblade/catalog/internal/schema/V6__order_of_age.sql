-- When each backup began, in milliseconds since 1970: what was taken back from a lost catalog may bear a number above that of
-- a backup that is newer. Where a clock went back, a backup has the value of the one before it, and their numbers decide.

alter table backup add column began bigint not null default 0;
update backup set began = ${began};

drop index backup_of_system;
drop index backup_of_profile;
drop index backup_of_both;
drop index usable_backup_of_system;
drop index usable_backup_of_profile;
drop index usable_backup_of_both;
drop index good_backup_of_system;
drop index verified_backup_of_system;
create index backup_by_age on backup (began, number);
create index backup_of_system_by_age on backup (system, began, number);
create index backup_of_profile_by_age on backup (profile, began, number);
create index backup_of_both_by_age on backup (system, profile, began, number);
create index usable_backup_by_age on backup (began, number) where usable = 1;
create index usable_backup_of_system_by_age on backup (system, began, number) where usable = 1;
create index usable_backup_of_profile_by_age on backup (profile, began, number) where usable = 1;
create index usable_backup_of_both_by_age on backup (system, profile, began, number) where usable = 1;
create index good_backup_of_system_by_age on backup (system, began, number) where good = 1;
create index verified_backup_of_system_by_age on backup (system, began, number) where good = 1 and verified = 1;
