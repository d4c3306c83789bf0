-- Backups that were asked for. A deleted one stays for the record, and is shown to nobody.
create table backups (
    id            uuid        primary key,
    service_id    uuid        not null references services,
    name          text,
    state         text        not null,                  -- creating, available, failed, deleting, deleted
    size_bytes    bigint,
    operation_id  uuid,                                  -- the operation that makes or deletes it
    created_at    timestamptz not null,
    finished_at   timestamptz                            -- when it was available, or had failed
);

create index backups_of_service on backups (service_id, created_at desc, id desc) where state <> 'deleted';

-- Which of the resources that a service had in turn is its own: a restored database may replace the one before it.
alter table services add column resource_generation bigint not null default 1;
