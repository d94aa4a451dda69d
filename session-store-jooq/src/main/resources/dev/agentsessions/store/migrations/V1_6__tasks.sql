-- What became of background work. When it is due, and who has it, says the other table.
create table task (
    id         varchar(64)                 not null,
    project    varchar(63)                 not null,
    name       varchar(63)                 not null,
    task_key   varchar(200)                not null,
    payload    varchar,
    state      varchar(16)                 not null,
    attempts   integer                     not null,
    last_error varchar,
    -- The one execution that may run it: a retry gets another one.
    execution  varchar(64)                 not null,
    created_at timestamp(6) with time zone not null,
    updated_at timestamp(6) with time zone not null,
    constraint task_pk primary key (id),
    constraint task_key_unique unique (name, task_key),
    constraint task_execution_unique unique (execution)
);

create index task_by_time on task (project, created_at desc, id desc);
create index task_by_state on task (state, updated_at);

-- db-scheduler's, in its own words; under a name of ours, since a host application may have one, too.
create table task_execution (
    task_name            varchar(100)                not null,
    task_instance        varchar(100)                not null,
    task_data            bytea,
    execution_time       timestamp(6) with time zone not null,
    picked               boolean                     not null,
    picked_by            varchar(64),
    last_success         timestamp(6) with time zone,
    last_failure         timestamp(6) with time zone,
    consecutive_failures integer,
    last_heartbeat       timestamp(6) with time zone,
    version              bigint                      not null,
    priority             smallint,
    constraint task_execution_pk primary key (task_name, task_instance)
);

create index task_execution_by_time on task_execution (execution_time);
create index task_execution_by_heartbeat on task_execution (last_heartbeat);
