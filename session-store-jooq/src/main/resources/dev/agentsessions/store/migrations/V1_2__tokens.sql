-- Who calls, and whose events they may see.

-- Of a token's secret there is the SHA-256 alone.
create table token (
    id         varchar(64)                 not null,
    hash       varchar(64)                 not null,
    caller     varchar                     not null,
    -- PERSON, ADMINISTRATOR, SESSION, WORKER or HOST; what follows says which of them.
    standing   varchar(16)                 not null,
    project    varchar(63),
    session    varchar(64),
    worker     varchar(64),
    epoch      bigint,
    host       varchar(64),
    name       varchar(200),
    created_at timestamp(6) with time zone not null,
    expires_at timestamp(6) with time zone not null,
    constraint token_pk primary key (id),
    constraint token_worker_unique unique (worker),
    constraint token_session_fk foreign key (session) references session (id) on delete cascade,
    constraint token_worker_fk foreign key (worker) references worker (id) on delete cascade
);

create index token_by_caller on token (caller, created_at desc, id desc);
create index token_by_session on token (session);

-- Whose session it was, since it outlives that: scope, a colon, id. Null: of a session that went before this was written.
alter table session_event add column owner varchar;

update session_event
set owner = (select owner_scope || ':' || owner_id from session where session.id = session_event.session);
