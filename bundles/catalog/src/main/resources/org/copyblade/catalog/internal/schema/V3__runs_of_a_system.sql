-- What one system has behind it, however many runs the others have had since.

create index run_of_system on run (system, number);
create index restore_of_system on run (system, number) where kind in ('RESTORE', 'UNDO');
