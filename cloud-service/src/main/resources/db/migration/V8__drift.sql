-- What differs between what a service asks for and what is there; null when nothing does.
alter table services add column drift jsonb;
-- Whether an operation has ended since the drift was seen, which may have changed it.
alter table services add column drift_outdated boolean not null default false;
-- Whether the instance is to run or to be stopped, as the last operation left it; null where nobody can tell before it is looked at.
alter table services add column desired_state text;

update services set desired_state = status where operation_id is null and status in ('running', 'stopped');

-- When each service is looked at next. Whoever takes a service to look at it moves due_at to the end of a lease, and later moves it only while
-- due_at is still that time.
create table service_looks (
    service_id  uuid        primary key references services,
    provider    text        not null,
    region      text        not null,
    due_at      timestamptz not null,
    missed_at   timestamptz             -- when the last look found nothing; it has vanished when the next one finds nothing either
);

create index service_looks_due on service_looks (provider, region, due_at);

insert into service_looks (service_id, provider, region, due_at)
select id, provider, region, now() from services where deleted_at is null;

-- When each region of a provider has its next round of looks, by whichever replica comes first.
create table drift_rounds (
    provider  text        not null,
    region    text        not null,
    next_at   timestamptz not null,
    primary key (provider, region)
);
