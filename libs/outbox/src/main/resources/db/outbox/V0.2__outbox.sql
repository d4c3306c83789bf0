-- Events that wait for delivery; a row goes when its destination has taken it.
create table outbox (
    event_id         uuid        primary key,
    position         bigint      generated always as identity,
    destination      text        not null,            -- short name of the receiving service
    subject          text        not null,            -- the aggregate; its events arrive in order
    event            jsonb       not null,            -- CloudEvents 1.0
    attempts         integer     not null default 0,
    next_attempt_at  timestamptz not null
);

create index outbox_order on outbox (destination, subject, position);
create index outbox_due on outbox (next_attempt_at);

-- Events that were handled, so that a second delivery changes nothing.
create table inbox (
    event_id     uuid        primary key,
    received_at  timestamptz not null
);

create index inbox_received_at on inbox (received_at);
