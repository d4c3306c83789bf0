-- Streams read the events of some projects from a position on.
create index events_in_stream on events (project_id, position);
