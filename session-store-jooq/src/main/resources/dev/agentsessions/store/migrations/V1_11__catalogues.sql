-- The small lists of projects: agents, repositories, webhooks, roles. Read whole or by key, filtered by nothing else.
create table catalog_entry (
    project    varchar(63)                 not null,
    kind       varchar(16)                 not null,
    entry_key  varchar(200)                not null,
    entry      ${document}                 not null,
    constraint catalog_entry_pk primary key (project, kind, entry_key),
    constraint catalog_entry_project_fk foreign key (project) references project (id) on delete cascade
);
