-- Requests with a key, for a day. The key, the caller and the project are in the digests only.
create table idempotency (
    id           varchar(64)                 not null,
    owner        varchar(64)                 not null,
    fingerprint  varchar(64)                 not null,
    begun_at     timestamp(6) with time zone not null,
    -- The answer: null while the request is under way, or when nobody came back to say what became of it.
    status       integer,
    content_type varchar(100),
    body         varchar,
    headers      ${document},
    constraint idempotency_pk primary key (id)
);

create index idempotency_by_owner on idempotency (owner, begun_at);
create index idempotency_by_time on idempotency (begun_at);
