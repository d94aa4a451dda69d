-- Pages, newest first, of what is one person's.
create index session_by_owner on session (project, owner_scope, owner_id, created_at desc, id desc);
