package cloud.lariba.auth.keys;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The metadata by which libraries find the keys (OpenID Connect Discovery 1.0, section 3), as far as it is true of us.
 *
 * @param issuer the {@code iss} of every token
 * @param jwksUri where the keys are
 */
@Schema(description = "Metadata of the issuer (OpenID Connect Discovery 1.0)")
record Discovery(
        String issuer,
        String jwksUri,
        List<String> responseTypesSupported,
        List<String> subjectTypesSupported,
        List<String> idTokenSigningAlgValuesSupported,
        List<String> claimsSupported) {

    static Discovery of(String issuer, String publicUrl) {
        return new Discovery(
                issuer,
                publicUrl + "/.well-known/jwks.json",
                List.of(),
                List.of("public"),
                List.of("RS256"),
                List.of("iss", "aud", "sub", "sid", "jti", "iat", "exp", "groups"));
    }
}
