alter table token alter column id type varchar(64) collate "C";
alter table token alter column session type varchar(64) collate "C";
alter table token alter column worker type varchar(64) collate "C";

-- Pages, newest first, of what is one person's.
create index session_by_owner on session (project, owner_scope, owner_id, created_at desc, id desc) where deleted_at is null;
