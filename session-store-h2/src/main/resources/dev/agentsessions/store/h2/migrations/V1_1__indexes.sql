-- H2 has no partial indexes, so these also hold deleted and resting sessions.

-- Pages, newest first, by the filters that pick few of many.
create index session_by_time on session (project, created_at desc, id desc);
create index session_by_state on session (project, state, created_at desc, id desc);
create index session_by_agent on session (project, agent, created_at desc, id desc);
create index session_by_parent on session (parent, created_at desc, id desc);

create index session_by_need on session (needs_owner, host, created_at, id);
create index worker_by_session on worker (session, created_at, id);
