-- What users reach git servers with, sealed with a key that is not here.
create table git_token (
    -- A caller's id.
    holder     varchar                     not null,
    server     varchar(300)                not null,
    username   varchar(255)                not null,
    sealed     varchar                     not null,
    stored_at  timestamp(6) with time zone not null,
    expires_at timestamp(6) with time zone,
    constraint git_token_pk primary key (holder, server)
);
