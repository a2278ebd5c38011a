-- Numbers of backups that were given to somebody, who may write the backup down later, and of those taken back from a lost catalog.
-- A row is the claim to a number, and stays. Whoever was given one before this table was there has written it down or is dead.

create table given_number (
    backup ${number} primary key
);
