-- Where an operation's calls go: a region of a provider, of which a replica drives only so many at once. Null when it is about a project.
alter table operations add column place text;

update operations set place = services.provider || ' ' || services.region
from services
where services.id = operations.service_id and operations.state in ('queued', 'running');
