-- What is said in a session. It goes with the session; that of a worker that goes stays.
create table session_message (
    session   varchar(64)                 not null,
    -- Of the event that told of it, so that it is never used again, not even by a later session with the same id.
    seq       bigint                      not null,
    id        varchar(64)                 not null,
    role      varchar(16)                 not null,
    text      varchar                     not null,
    -- Of the text, in bytes: pages are as long as fits.
    size      integer                     not null,
    at        timestamp(6) with time zone not null,
    sender    varchar                     not null,
    worker    varchar(64)                 not null,
    state     varchar(16)                 not null,
    -- The sender's own name for it: said twice, it is one message. The session's row is locked where that is decided.
    client_id varchar(200),
    constraint session_message_pk primary key (session, seq),
    constraint session_message_session_fk foreign key (session) references session (id) on delete cascade
);

create index session_message_by_state on session_message (session, state, seq);
create index session_message_by_client on session_message (session, client_id);

-- What an agent reported of a run, and of which: the number of starts before it.
alter table session add column report ${document};
alter table session add column report_run integer;
