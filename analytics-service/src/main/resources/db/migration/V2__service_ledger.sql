-- What cloud-service reported about each service, one row for each change of state; rows are added, never changed.
create table service_states (
    project_id  uuid        not null,
    service_id  uuid        not null,
    at          timestamptz not null,
    sequence    bigint      generated always as identity,  -- orders changes of the same microsecond by arrival
    name        text        not null,
    type        text        not null,
    plan        text        not null,
    status      text        not null,
    billable    boolean     not null,                      -- decided once, by the rule of the day
    deleted     boolean     not null,
    primary key (project_id, service_id, at, sequence)
);

-- The ledger: a state lasts until the next one of the same service; ends_at is null while it lasts.
create view usage_intervals as
select project_id,
       service_id,
       name,
       type,
       plan,
       status,
       billable,
       deleted,
       at as starts_at,
       lead(at) over (partition by project_id, service_id order by at, sequence) as ends_at
from service_states;

-- How operations ended.
create table operation_outcomes (
    project_id    uuid        not null,
    operation_id  uuid        not null,
    service_id    uuid,
    type          text        not null,
    state         text        not null,
    at            timestamptz not null,
    primary key (project_id, operation_id)
);

create index operation_outcomes_at on operation_outcomes (project_id, at);
