create table projects (
    id                     uuid        primary key,
    owner_id               uuid        not null,
    name                   text        not null check (name ~ '^[a-z][a-z0-9-]{0,62}$'),
    description            text        not null,
    labels                 jsonb       not null,
    state                  text        not null check (state in ('active', 'deleting', 'deleted')),
    -- Overrides of the configured quota; null: the default holds.
    quota_services         integer     check (quota_services between 0 and 1000000),
    quota_vcpus            integer     check (quota_vcpus between 0 and 1000000),
    quota_memory_gb        integer     check (quota_memory_gb between 0 and 1000000),
    quota_storage_gb       integer     check (quota_storage_gb between 0 and 1000000),
    quota_databases        integer     check (quota_databases between 0 and 1000000),
    -- The deletion that is under way, or that was carried out.
    deletion_operation_id  uuid,
    deletion_cascade       boolean,
    deletion_actor_id      uuid,
    -- When the sweeper looks at the row: a deletion to finish or, in an active project, services to be allowed again.
    settle_at              timestamptz,
    version                bigint      not null,
    created_at             timestamptz not null,
    updated_at             timestamptz not null,
    deleted_at             timestamptz,
    check ((state = 'active') = (deletion_operation_id is null)),
    check ((state = 'deleted') = (deleted_at is not null))
);

create unique index projects_name_per_owner on projects (owner_id, name) where state <> 'deleted';
create index projects_to_settle on projects (settle_at) where settle_at is not null;

create table members (
    project_id  uuid        not null references projects,
    user_id     uuid        not null,
    role        text        not null check (role in ('viewer', 'developer', 'billing', 'admin', 'owner')),
    created_at  timestamptz not null,
    primary key (project_id, user_id)
);

create index members_of_user on members (user_id, project_id);
