-- Which usable backup lies on a target. A row goes when its backup is usable no more, so there are never more of them than
-- there are copies.

create table target_use (
    blade text not null,
    endpoint text not null,
    target text not null,
    backup bigint not null,
    profile text not null,
    primary key (blade, endpoint, target, backup)
);
create index target_use_of_backup on target_use (backup);
insert into target_use (blade, endpoint, target, backup, profile) ${targets_in_use};
