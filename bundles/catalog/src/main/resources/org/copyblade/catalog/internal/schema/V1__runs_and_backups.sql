-- What a manager remembers. A record is the JSON of an api record; columns beside it exist to be searched.
-- Numbers are those behind the letters of ids, so "newest first" is "highest number first".

create table run (
    number ${number} primary key,
    open smallint not null,
    record text not null
);
create index run_open on run (number) where open = 1;

-- Rows are only ever added.
create table journal (
    run bigint not null,
    seq bigint not null,
    at text not null,
    kind text not null,
    step text not null,
    subject text not null,
    data text not null,
    primary key (run, seq)
);

create table backup (
    number ${number} primary key,
    system text not null,
    profile text not null,
    usable smallint not null,
    good smallint not null,
    verified smallint not null,
    record text not null,
    body text not null
);
create index backup_of_system on backup (system, number);
create index backup_of_profile on backup (profile, number);
create index backup_of_both on backup (system, profile, number);
create index usable_backup on backup (number) where usable = 1;
create index usable_backup_of_system on backup (system, number) where usable = 1;
create index usable_backup_of_profile on backup (profile, number) where usable = 1;
create index usable_backup_of_both on backup (system, profile, number) where usable = 1;
create index good_backup_of_system on backup (system, number) where good = 1;
create index verified_backup_of_system on backup (system, number) where good = 1 and verified = 1;

-- A row stays when the backup has lost the copy: who asks for an orphan must get the answer.
create table copy_group (
    name text primary key,
    backup bigint not null
);

create table evidence (
    backup ${number} primary key,
    record text not null
);

create table setup (
    profile text primary key,
    record text not null,
    fingerprint text not null
);

create table counter (
    name text primary key,
    value bigint not null
);

create table epoch (
    system text primary key,
    value bigint not null
);
