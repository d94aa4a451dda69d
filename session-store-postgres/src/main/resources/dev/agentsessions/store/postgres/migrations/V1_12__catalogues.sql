-- Keys sort by their bytes, as they do in every other store and in Java.
alter table catalog_entry alter column project type varchar(63) collate "C";
alter table catalog_entry alter column entry_key type varchar(200) collate "C";
