-- Series without samples go in two steps, a day apart: marked first, deleted later unless they came into use again.
alter table series add column unused_since timestamptz;

create index series_unused on series (unused_since) where unused_since is not null;
