package cloud.lariba.cloud.catalog;

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

    /** The type of this wire name, if there is one. */
    public static Optional<ServiceType> of(String wireName) {
        return Arrays.stream(values())
                .filter(type -> type.wireName().equals(wireName))
                .findFirst();
    }
}
