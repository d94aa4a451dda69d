create table schedule (
    id         varchar(64)                 not null,
    project    varchar(63)                 not null,
    name       varchar(63)                 not null,
    cron       varchar(200)                not null,
    time_zone  varchar(100)                not null,
    overlap    varchar(16)                 not null,
    request    ${document}                 not null,
    suspended  boolean                     not null,
    -- Null while it is suspended, or when no time is left.
    next_at    timestamp(6) with time zone,
    created_at timestamp(6) with time zone not null,
    created_by varchar                     not null,
    version    bigint                      not null,
    constraint schedule_pk primary key (id),
    constraint schedule_name_unique unique (project, name)
);

create index schedule_by_time on schedule (next_at);

create table schedule_run (
    id         varchar(64)                 not null,
    schedule   varchar(64)                 not null,
    project    varchar(63)                 not null,
    cause      varchar(16)                 not null,
    due_at     timestamp(6) with time zone not null,
    created_at timestamp(6) with time zone not null,
    state      varchar(16)                 not null,
    session    varchar(64),
    message    varchar,
    constraint schedule_run_pk primary key (id),
    constraint schedule_run_schedule_fk foreign key (schedule) references schedule (id) on delete cascade
);

create index schedule_run_by_time on schedule_run (schedule, created_at desc, id desc);
create index schedule_run_by_state on schedule_run (state, created_at, id);
