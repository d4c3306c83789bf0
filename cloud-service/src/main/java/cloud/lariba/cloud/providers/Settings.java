package cloud.lariba.cloud.providers;

import java.util.Set;

/** The validated spec of a service, typed. Read from the spec's JSON with the platform's mapper. */
public sealed interface Settings permits BucketSettings, InstanceSettings, DatabaseSettings {

    /** What a provider must be able to do to fulfil these settings, whatever else it may refuse. */
    Set<Capability> needs();
}
