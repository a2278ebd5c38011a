-- How the newest run of a profile ended, and what is left on the storage of backups that are worth nothing any more.

alter table run add column kind text not null default '';
alter table run add column system text not null default '';
alter table run add column profile text not null default '';
create index ended_run_of_profile on run (system, profile, kind, number) where open = 0;

alter table backup add column remains smallint not null default 0;
create index leftover_of_system on backup (system, number) where remains = 1 and usable = 0;
