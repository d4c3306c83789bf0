-- Who can sign in. The e-mail is stored as it is compared: trimmed and in lower case.
create table accounts (
    id              uuid        primary key,
    name            text        not null,
    email           text        not null unique,
    email_verified  boolean     not null,
    admin           boolean     not null,                -- platform administrator
    password_hash   text,                                -- PHC string format; null: no password has been set
    created_at      timestamptz not null,
    updated_at      timestamptz not null
);

-- At most one row ever: the account that the operator's bootstrap address made a platform administrator.
create table bootstrap (
    done        boolean     primary key default true check (done),
    account_id  uuid        not null,
    at          timestamptz not null
);

-- One row for each sign-in. Refreshing changes the row, so a session never has two live refresh tokens.
create table sessions (
    id            uuid        primary key,
    account_id    uuid        not null references accounts on delete cascade,
    token_hash    bytea       not null,                  -- SHA-256 of the one refresh token that has not been spent
    ip            text        not null,                  -- of the last sign-in or refresh
    user_agent    text,
    created_at    timestamptz not null,
    last_used_at  timestamptz not null,
    expires_at    timestamptz not null,                  -- however often it is refreshed
    revoked_at    timestamptz
);

create index sessions_of_account on sessions (account_id, created_at desc, id desc);

-- What every service must stop accepting. Kept a little longer than an access token lives.
create table revocations (
    sequence     bigint      generated always as identity primary key,
    session_id   uuid,
    user_id      uuid,                                   -- all sessions of the user that began before
    revoked_at   timestamptz not null,
    recorded_at  timestamptz not null default clock_timestamp(),
    check (num_nonnulls(session_id, user_id) = 1)
);

create index revocations_recorded_at on revocations (recorded_at);

-- Keys that sign tokens, numbered in the order in which they sign. A number is taken once, so replicas that start together agree.
create table signing_keys (
    number        integer     primary key,
    kid           text        not null unique,
    public_key    bytea       not null,                  -- X.509 SubjectPublicKeyInfo
    private_key   bytea       not null,                  -- PKCS #8, sealed
    created_at    timestamptz not null,
    signs_from    timestamptz not null                   -- published before, and until its last token has expired
);

-- Failures to sign in, by a keyed digest of what is being guessed or of where the guesses come from.
create table failed_attempts (
    subject        bytea       primary key,
    failures       integer     not null,                 -- consecutive
    last_at        timestamptz not null,
    blocked_until  timestamptz not null
);

create index failed_attempts_last_at on failed_attempts (last_at);
