-- Ids sort by their bytes, as they do in every other store and in Java, whatever the database's language is.
alter table project alter column id type varchar(63) collate "C";
alter table session alter column project type varchar(63) collate "C";
alter table session alter column id type varchar(64) collate "C";
alter table session alter column parent type varchar(64) collate "C";
alter table session_label alter column session type varchar(64) collate "C";
alter table worker alter column id type varchar(64) collate "C";
alter table worker alter column session type varchar(64) collate "C";
alter table session_event alter column project type varchar(63) collate "C";
alter table session_event alter column session type varchar(64) collate "C";
alter table node alter column id type varchar(64) collate "C";
alter table host alter column id type varchar(64) collate "C";
alter table host alter column node type varchar(64) collate "C";

-- Pages, newest first, by the filters that pick few of many.
create index session_by_time on session (project, created_at desc, id desc) where deleted_at is null;
create index session_by_state on session (project, state, created_at desc, id desc) where deleted_at is null;
create index session_by_agent on session (project, agent, created_at desc, id desc) where deleted_at is null;
create index session_by_parent on session (parent, created_at desc, id desc) where parent is not null;

create index session_by_need on session (host, created_at, id) where needs_owner;
create index worker_by_session on worker (session, created_at, id);
