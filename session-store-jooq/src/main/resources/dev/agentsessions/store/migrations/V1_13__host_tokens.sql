-- A host has one token: what an earlier program proved by its own is over.
alter table token add constraint token_host_unique unique (host);
