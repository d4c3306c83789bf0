-- Up to when the measurements of a service were delivered to analytics-service, and when it is read again. Whoever takes a service to read it moves
-- due_at to the end of a lease, and later moves both only while due_at is still that time.
create table metric_watermarks (
    service_id uuid        primary key references services,
    read_until timestamptz not null,
    due_at     timestamptz not null
);

create index metric_watermarks_due on metric_watermarks (due_at);
