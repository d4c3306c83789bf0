package cloud.lariba.identity;

import static cloud.lariba.identity.Minting.claims;
import static cloud.lariba.identity.Minting.genuine;
import static cloud.lariba.identity.Minting.header;
import static cloud.lariba.identity.Minting.serviceClaims;
import static cloud.lariba.identity.Minting.signed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cloud.lariba.identity.Verification.Accepted;
import cloud.lariba.identity.Verification.Refused;
import cloud.lariba.identity.Verification.UnknownKey;
import cloud.lariba.testing.MutableClock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of a key that is not published any more, and of its tokens. */
class KeysGoneTest {

    private static final IdentityConfig CONFIG = new Defaults();

    private final MutableClock clock = new MutableClock(Minting.NOW);
    private final AuthServiceStub auth = new AuthServiceStub();
    private final Jwks jwks = new Jwks(auth.client(), CONFIG, clock);
    private final RevocationFeed feed =
            new RevocationFeed(auth.client(), new ServiceTokens(auth.client(), CONFIG, clock), CONFIG, clock);
    private final AccessTokens tokens = new AccessTokens(CONFIG, jwks, feed, clock);

    @AfterEach
    void stop() {
        auth.close();
    }

    @Test
    void its_tokens_are_refused_after_the_reload_interval_though_no_unknown_key_is_ever_named() {
        String service = signed(header().toString(), serviceClaims().toString());
        assertInstanceOf(Accepted.class, check(genuine()));
        assertInstanceOf(Accepted.class, check(service));
        auth.published.set(0, "key-2");

        clock.advance(CONFIG.keyReloadInterval());
        jwks.reload();

        assertEquals(new UnknownKey("key-1"), check(genuine()));
        assertEquals(new UnknownKey("key-1"), check(service));
        assertInstanceOf(
                Accepted.class, check(signed(header().put("kid", "key-2").toString(), claims().toString())));
    }

    @Test
    void a_token_of_it_that_was_verified_before_is_refused_too() {
        VerifiedToken remembered =
                assertInstanceOf(Accepted.class, check(genuine())).token();
        assertEquals("key-1", remembered.keyId());
        auth.published.set(0, "key-2");
        clock.advance(CONFIG.keyReloadInterval());
        feed.poll();
        assertInstanceOf(Accepted.class, tokens.checkAgain(remembered));

        jwks.reload();

        assertEquals(new Refused("unknown_key"), tokens.checkAgain(remembered));
    }

    @Test
    void until_the_interval_is_over_nothing_is_fetched() {
        jwks.reload();
        assertEquals(0, auth.fetches.get());
        check(genuine());

        clock.advance(CONFIG.keyReloadInterval().minusSeconds(1));
        jwks.reload();
        assertEquals(1, auth.fetches.get());

        clock.advance(Duration.ofSeconds(1));
        jwks.reload();
        jwks.reload();
        assertEquals(2, auth.fetches.get());
    }

    @Test
    void a_failed_fetch_keeps_the_keys_and_is_made_good_later() {
        check(genuine());
        auth.published.set(0, "key-2");
        auth.status = 503;
        clock.advance(CONFIG.keyReloadInterval());
        jwks.reload();
        jwks.reload();
        assertEquals(2, auth.fetches.get());
        assertTrue(jwks.current().has("key-1"));

        auth.status = 200;
        clock.advance(CONFIG.keyRefreshInterval());
        jwks.reload();

        assertFalse(jwks.current().has("key-1"));
        assertTrue(jwks.current().has("key-2"));
    }

    private Verification check(String token) {
        feed.poll();
        return tokens.check(token);
    }

    private record Defaults() implements IdentityConfig {

        @Override
        public String serviceName() {
            return "project";
        }

        @Override
        public String issuer() {
            return Minting.ISSUER;
        }

        @Override
        public Optional<String> clientSecret() {
            return Optional.of("secret");
        }

        @Override
        public Duration revocationGrace() {
            return Duration.ofSeconds(60);
        }

        @Override
        public Duration keyRefreshInterval() {
            return Duration.ofSeconds(30);
        }

        @Override
        public Duration keyReloadInterval() {
            return Duration.ofMinutes(5);
        }

        @Override
        public Duration maxTokenLife() {
            return Duration.ofMinutes(15);
        }
    }
}
