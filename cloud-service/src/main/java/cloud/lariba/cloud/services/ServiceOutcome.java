package cloud.lariba.cloud.services;

import java.util.UUID;

/** What came of a mutation. */
public sealed interface ServiceOutcome {

    /** It was a dry-run. */
    record Planned(Plan plan) implements ServiceOutcome {}

    /** An operation carries it out; {@code version} is the service's entity tag. */
    record Accepted(ServiceView service, UUID operationId, long version) implements ServiceOutcome {}

    /** It is done. */
    record Changed(ServiceView service, long version) implements ServiceOutcome {}
}
