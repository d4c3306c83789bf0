-- Resources at providers that no service accounts for.
create table orphans (
    id             uuid        primary key,
    provider       text        not null,
    region         text        not null,
    kind           text        not null,               -- compute, storage, database
    resource_id    text        not null,               -- its name or id at the provider
    service_id     uuid        not null,               -- the service that it was made for; may be unknown here
    project_id     uuid,
    size           text,                               -- what decides its price, where something does
    storage_gb     integer     not null,
    state          text        not null,               -- found, deleting
    begun          boolean     not null default false, -- its removal: it was proved to be ours, and is to be finished
    error          text,                               -- why its removal does not get on
    first_seen_at  timestamptz not null,
    last_seen_at   timestamptz not null,
    sweeps         integer     not null,
    due_at         timestamptz not null,               -- when its removal goes on
    unique (provider, region, kind, resource_id)
);

create index orphans_newest on orphans (first_seen_at desc, id desc);
create index orphans_due on orphans (due_at) where state = 'deleting';

-- When each region of a provider is looked at next, by whichever replica comes first.
create table orphan_sweeps (
    provider  text        not null,
    region    text        not null,
    next_at   timestamptz not null,
    primary key (provider, region)
);
