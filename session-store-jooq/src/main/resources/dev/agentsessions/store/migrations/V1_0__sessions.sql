-- What every SQL store has. Columns are typed where something filters, sorts or compares; the rest is JSON in a ${document}.
-- Instants are UTC; enums are stored by name; durations are nanoseconds.

create table project (
    id            varchar(63)                 not null,
    display_name  varchar,
    settings      ${document}                 not null,
    created_at    timestamp(6) with time zone not null,
    -- Of the project's last event. Whoever commits one locks this row last, so commit order is position order.
    last_position bigint                      not null,
    constraint project_pk primary key (id)
);

insert into project (id, settings, created_at, last_position)
values ('default', '{}', current_timestamp, 0);

create table session (
    id                  varchar(64)                 not null,
    project             varchar(63)                 not null,
    slug                varchar(200)                not null,
    -- The slug until the session is deleted, then null: it can be taken again at once.
    slug_key            varchar(200),
    name                varchar(200)                not null,
    owner_scope         varchar(32)                 not null,
    owner_id            varchar                     not null,
    parent              varchar(64),
    role                varchar(200),
    -- The role while the session is live, else null.
    role_key            varchar(200),

    -- What callers want: written by intents.
    display_name        varchar(200)                not null,
    labels              ${document}                 not null,
    annotations         ${document}                 not null,
    kind                varchar(16)                 not null,
    agent               varchar(64),
    spec                ${document}                 not null,
    desired             varchar(16)                 not null,
    deleted_at          timestamp(6) with time zone,
    -- Lower-case name, display name, subject and prompt, cut off at 4 KiB.
    search_text         varchar(4096)               not null,
    version             bigint                      not null,
    generation          bigint                      not null,
    created_at          timestamp(6) with time zone not null,
    created_by          varchar                     not null,
    updated_at          timestamp(6) with time zone not null,
    updated_by          varchar                     not null,

    -- What is observed: written by the owner, and by intents that move the state.
    state               varchar(16)                 not null,
    status_version      bigint                      not null,
    status              ${document}                 not null,

    -- Who may act.
    node                varchar(64),
    host                varchar(64),
    fence               bigint                      not null,
    needs_owner         boolean                     not null,

    -- What changes too often for versions and events.
    last_activity_at    timestamp(6) with time zone not null,
    message_count       bigint                      not null,
    elapsed             bigint                      not null,
    measured_at         timestamp(6) with time zone not null,

    last_event_seq      bigint                      not null,
    constraint session_pk primary key (id),
    constraint session_slug_unique unique (project, slug_key),
    constraint session_role_unique unique (project, role_key),
    constraint session_project_fk foreign key (project) references project (id),
    constraint session_parent_fk foreign key (parent) references session (id) on delete set null
);

-- Labels to select by; the session's own document is what is read.
create table session_label (
    session     varchar(64) not null,
    label       varchar(63) not null,
    label_value varchar(63) not null,
    constraint session_label_pk primary key (session, label),
    constraint session_label_session_fk foreign key (session) references session (id) on delete cascade
);

-- Names are unique in a session because its version is compared, not by a constraint: one commit may swap two.
create table worker (
    id            varchar(64)                 not null,
    session       varchar(64)                 not null,
    name          varchar(200)                not null,
    kind          ${document}                 not null,
    window_cols   integer                     not null,
    window_rows   integer                     not null,
    created_at    timestamp(6) with time zone not null,
    desired       varchar(16)                 not null,
    desired_epoch bigint                      not null,
    state         varchar(16)                 not null,
    epoch         bigint                      not null,
    exit          ${document},
    activity      varchar(16)                 not null,
    constraint worker_pk primary key (id),
    constraint worker_session_fk foreign key (session) references session (id) on delete cascade
);

-- Outlives its session, so it refers to none.
create table session_event (
    project  varchar(63)                 not null,
    position bigint                      not null,
    session  varchar(64)                 not null,
    seq      bigint                      not null,
    at       timestamp(6) with time zone not null,
    type     varchar(64)                 not null,
    change   ${document}                 not null,
    constraint session_event_pk primary key (project, position),
    constraint session_event_seq_unique unique (session, seq)
);

create table node (
    id        varchar(64)                 not null,
    joined_at timestamp(6) with time zone not null,
    constraint node_pk primary key (id)
);

-- A host's row is its lease.
create table host (
    id          varchar(64) not null,
    node        varchar(64) not null,
    address     varchar,
    incarnation bigint      not null,
    beat        bigint      not null,
    constraint host_pk primary key (id),
    constraint host_node_fk foreign key (node) references node (id)
);
