-- What is measured: one row for each combination of project, metric, service and labels.
create table series (
    project_id  uuid        not null,
    series_id   bigint      generated always as identity,
    identity    uuid        not null,               -- first 128 bits of SHA-256 over metric, service and labels
    metric      text        not null,
    service_id  uuid,                               -- null when the samples are of no service
    labels      jsonb       not null,
    created_at  timestamptz not null,
    primary key (project_id, series_id),
    unique (project_id, identity)
);

create index series_metric on series (project_id, metric);

-- The measurements. One partition a day (samples_YYYYMMDD, UTC), which the service makes ahead and drops after the retention.
create table samples (
    project_id  uuid             not null,
    series_id   bigint           not null,
    time        timestamptz      not null,
    value       double precision not null,
    primary key (project_id, series_id, time)
) partition by range (time);

-- The samples in the shape of the original plan.
create view analytics as
select md5(s.project_id::text || '/' || s.series_id::text || '/' || extract(epoch from s.time)::text)::uuid as id,
       s.project_id,
       d.metric,
       s.value,
       s.time as "timestamp"
from samples s
join series d on d.project_id = s.project_id and d.series_id = s.series_id;
