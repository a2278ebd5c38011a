-- What blades were asked to do in jobs of their own, and whether anything of it may be left.

create table blade_order (
    name text primary key,
    run bigint not null,
    blade text not null,
    endpoint text not null,
    remains smallint not null
);
create index blade_order_that_remains on blade_order (run) where remains = 1;
