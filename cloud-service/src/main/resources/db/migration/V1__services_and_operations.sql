-- What this service remembers of a project. The row is the lock under which quota is counted and the project is closed.
create table projects (
    project_id   uuid        primary key,
    closed       boolean     not null default false,   -- no new services; the project is going away
    generation   bigint      not null default 0,       -- grows with each close and reopen
    updated_at   timestamptz not null
);

-- Desired state (what was asked) and observed state (what was seen) of each service. Deleted services stay for the record.
create table services (
    id                   uuid        primary key,
    project_id           uuid        not null references projects,
    type                 text        not null,
    provider             text        not null,
    region               text        not null,

    -- desired
    name                 text        not null,
    plan                 text        not null,
    spec                 jsonb       not null,           -- without write-only fields, which are sealed in service_secrets
    labels               jsonb       not null,
    deletion_protection  boolean     not null,
    expires_at           timestamptz,
    generation           bigint      not null,           -- grows with each change that the provider must follow

    -- quota that is reserved for it
    vcpus                bigint      not null,
    memory_gb            bigint      not null,
    storage_gb           bigint      not null,
    databases            bigint      not null,

    -- observed
    status               text        not null,
    state_reason         text,
    conditions           jsonb       not null,
    outputs              jsonb       not null,
    observed_generation  bigint      not null,           -- the last generation that the provider followed

    operation_id         uuid,                           -- the operation that is queued or running
    version              bigint      not null,           -- the entity tag
    created_at           timestamptz not null,
    updated_at           timestamptz not null,
    deleted_at           timestamptz
);

create unique index services_name on services (project_id, name) where deleted_at is null;
create index services_of_project on services (project_id, created_at desc, id desc) where deleted_at is null;
create index services_quota on services (project_id) include (vcpus, memory_gb, storage_gb, databases)
    where deleted_at is null;
create index services_expiry on services (expires_at) where deleted_at is null and expires_at is not null;

-- Passwords and write-only fields, encrypted.
create table service_secrets (
    service_id   uuid        not null references services,
    name         text        not null,
    sealed       bytea       not null,
    created_at   timestamptz not null,
    primary key (service_id, name)
);

-- Durable work. A worker claims an operation by raising its fence; every later write names that fence.
create table operations (
    id                uuid        primary key,
    project_id        uuid        not null,
    service_id        uuid        references services,   -- null when the operation is about the project
    service_type      text,
    type              text        not null,
    state             text        not null,              -- queued, running, succeeded, failed, cancelled
    input             jsonb       not null,              -- what the steps need to know; never a secret
    actor_id          uuid,                              -- null when the platform itself asked
    fence             bigint      not null default 0,
    owner             text,                              -- the worker that has it, for people who look
    due_at            timestamptz not null,              -- its timer, or the end of its lease; by the database's clock
    failures          integer     not null default 0,    -- in a row
    cancel_requested  boolean     not null default false,
    error             json,                              -- a problem document
    retryable         boolean     not null default false,
    deadline_at       timestamptz not null,
    created_at        timestamptz not null,
    started_at        timestamptz,
    finished_at       timestamptz
);

create unique index operations_one_at_a_time on operations (service_id) where state in ('queued', 'running');
create index operations_due on operations (due_at) where state in ('queued', 'running');
create index operations_of_service on operations (service_id, created_at desc, id desc);

create table operation_steps (
    operation_id  uuid        not null references operations,
    position      integer     not null,
    name          text        not null,
    state         text        not null,                  -- pending, running, succeeded, failed, cancelled
    attempts      integer     not null default 0,
    data          jsonb       not null default '{}',     -- what later steps and later attempts need
    started_at    timestamptz,
    finished_at   timestamptz,
    primary key (operation_id, position)
);

-- What happened, for clients. An event gets its position in the stream after its transaction has been committed, so that no reader
-- can pass a position that appears later.
create table events (
    id          uuid        primary key,
    position    bigint      unique,
    project_id  uuid        not null,
    service_id  uuid,
    event       json        not null,                    -- CloudEvents 1.0
    created_at  timestamptz not null
);

create sequence event_positions;
create index events_unplaced on events (created_at, id) where position is null;
create index events_of_project on events (project_id, created_at desc, id desc);
create index events_of_service on events (service_id, created_at desc, id desc);
