-- What a session's programs find in their variables, sealed with a key that is not here.
create table session_secret (
    session varchar(64) not null,
    name    varchar(64) not null,
    sealed  varchar     not null,
    constraint session_secret_pk primary key (session, name),
    constraint session_secret_session_fk foreign key (session) references session (id) on delete cascade
);
