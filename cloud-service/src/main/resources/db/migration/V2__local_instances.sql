-- The world of the provider that simulates instances. A row is an instance; what it does now follows from state and since.
create table local_instances (
    service_id uuid primary key,
    instance_id text not null unique,
    instance_type text not null,
    public_ip boolean not null,
    state text not null check (state in ('pending', 'stopping', 'rebooting', 'terminating')),
    since timestamptz not null
);
