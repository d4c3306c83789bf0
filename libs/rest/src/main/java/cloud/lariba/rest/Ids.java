package cloud.lariba.rest;

import java.util.UUID;

/** Makes ids. Injected, so that a test can decide them. */
@FunctionalInterface
public interface Ids {

    /** A new UUIDv7 (RFC 9562): unique, and later ones sort after earlier ones of this process. */
    UUID next();
}
