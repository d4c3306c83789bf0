-- One row for each account; auth-service owns the sign-in e-mail, this is a copy.
create table profiles (
    id              uuid        primary key,
    name            text        not null,
    email           text,                                -- null once deleted
    email_verified  boolean     not null,
    roles           text        not null,                -- platform roles, comma-separated
    created_at      timestamptz not null,
    updated_at      timestamptz not null,
    deleted_at      timestamptz,                         -- set: anonymised, kept so that the id is never used again
    version         bigint      not null
);

create index profiles_order on profiles (created_at desc, id desc) where deleted_at is null;
create index profiles_email on profiles (email) where deleted_at is null;
