-- The services whose instances at the provider local are containers, noted before a container is made. A container's state is the engine's to tell.
create table local_containers (
    service_id uuid primary key
);
