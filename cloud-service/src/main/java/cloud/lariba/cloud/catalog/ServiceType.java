package cloud.lariba.cloud.catalog;

import cloud.lariba.cloud.providers.Capability;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A kind of service. */
public enum ServiceType {
    /** An instance. */
    COMPUTE,
    /** A bucket. */
    STORAGE,
    /** A PostgreSQL database. */
    DATABASE;

    /** The name on the wire, such as {@code compute}. */
    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What a provider must be able to do to have services of this type. */
    public Capability capability() {
        return switch (this) {
            case COMPUTE -> Capability.COMPUTE;
            case STORAGE -> Capability.STORAGE;
            case DATABASE -> Capability.DATABASE;
        };
    }

    /** The type of this wire name, if there is one. */
    public static Optional<ServiceType> of(String wireName) {
        return Arrays.stream(values())
                .filter(type -> type.wireName().equals(wireName))
                .findFirst();
    }
}
