-- Its first statement succeeds, and H2 commits it.
create table half_made (id bigint);
create table half_made (id bigint);
