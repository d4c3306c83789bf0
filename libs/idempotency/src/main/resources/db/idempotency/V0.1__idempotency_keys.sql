-- One row for each answered request that carried an Idempotency-Key, written in the transaction of its effect.
create table idempotency_keys (
    caller        text        not null,             -- user id, or 'anonymous'
    route         text        not null,             -- method and path
    key_hash      bytea       not null,             -- keyed digest; the key itself is not kept
    request_hash  bytea       not null,             -- keyed digest of the input as understood
    answer        bytea       not null,             -- sealed: answers may hold secrets that are shown once
    created_at    timestamptz not null,
    primary key (caller, route, key_hash)
);

create index idempotency_keys_created_at on idempotency_keys (created_at);
