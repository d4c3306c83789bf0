package cloud.lariba.auth.keys;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What an operator sees of a signing key. */
@Schema(name = "SigningKey")
record KeyView(String kid, String alg, Instant createdAt, Instant signsFrom) {

    static KeyView of(SigningKey key) {
        return new KeyView(key.id(), "RS256", key.createdAt(), key.signsFrom());
    }
}
