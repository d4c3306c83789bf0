-- What can be had and what it costs. A version is loaded once, from the files of the program that first brings it, and never changes.
create table catalog_versions (
    version    text        primary key,
    digest     text        not null,                 -- of the files, to tell a changed version
    currency   text        not null,                 -- ISO 4217, of every amount
    loaded_at  timestamptz not null
);

create table catalog_types (
    version      text   not null references catalog_versions,
    type         text   not null,
    title        text   not null,
    description  text   not null,
    actions      jsonb  not null,
    size_field   text,                               -- the field of the spec that takes a size
    spec_schema  json   not null,                    -- JSON Schema, in the order in which clients see it
    primary key (version, type)
);

create table catalog_sizes (
    version    text     not null,
    type       text     not null,
    name       text     not null,
    vcpus      integer  not null,
    memory_gb  integer  not null,
    primary key (version, type, name),
    foreign key (version, type) references catalog_types
);

create table catalog_plans (
    version      text     not null,
    type         text     not null,
    name         text     not null,
    position     integer  not null,
    description  text     not null,
    size         text,                               -- where a provider has no other one
    primary key (version, type, name),
    foreign key (version, type) references catalog_types,
    foreign key (version, type, size) references catalog_sizes
);

-- What a plan is at a provider.
create table catalog_plan_providers (
    version   text  not null,
    type      text  not null,
    plan      text  not null,
    provider  text  not null,
    size      text,
    runs_as   text  not null,
    primary key (version, type, plan, provider),
    foreign key (version, type, plan) references catalog_plans,
    foreign key (version, type, size) references catalog_sizes
);

create table catalog_prices (
    version  text     not null,
    type     text     not null,
    item     text     not null,                      -- a size, or another thing that is paid for
    unit     text     not null,                      -- hour, gb_month
    amount   numeric  not null check (amount >= 0),
    source   text     not null,                      -- URL of the provider's own price list
    as_of    date     not null,                      -- the day on which it said so
    primary key (version, type, item),
    foreign key (version, type) references catalog_types
);
