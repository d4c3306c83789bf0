package cloud.lariba.auth.signin;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What a client needs to act for a user.
 *
 * @param accessToken a signed token for the Authorization header
 * @param refreshToken good once, for the next pair
 * @param tokenType always {@code Bearer}
 * @param expiresIn the access token's life, in seconds
 * @param refreshExpiresIn the refresh token's life, in seconds
 */
@Schema(name = "TokenPair")
record TokenPair(String accessToken, String refreshToken, String tokenType, long expiresIn, long refreshExpiresIn) {

    @Override
    public String toString() {
        return "TokenPair[]";
    }
}
