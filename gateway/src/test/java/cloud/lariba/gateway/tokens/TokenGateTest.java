package cloud.lariba.gateway.tokens;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cloud.lariba.gateway.testing.Call;
import cloud.lariba.gateway.testing.RawClient;
import cloud.lariba.gateway.testing.Services;
import cloud.lariba.testing.IdentityTestResource;
import cloud.lariba.testing.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(Services.class)
class TokenGateTest {

    @Test
    void withoutATokenNothingProtectedIsReached() {
        Call call = Call.anonymous();

        String answer = call.ask("GET /users/me");

        assertEquals(401, RawClient.status(answer), answer);
        assertTrue(answer.contains("www-authenticate: Bearer\r\n"), answer);
        assertTrue(answer.contains("\"code\":\"unauthenticated\""), answer);
        assertEquals(List.of(), call.received());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /auth/register",
                "POST /auth/login",
                "POST /auth/refresh",
                "POST /auth/logout",
                "POST /auth/password/forgot",
                "POST /auth/password/reset",
                "POST /auth/email/verify",
                "GET /auth/oauth/github",
                "GET /auth/oauth/github/callback?code=1",
                "GET /.well-known/jwks.json",
                "GET /.well-known/openid-configuration",
                "POST /users"
            })
    void publicRoutesNeedNoToken(String route) {
        Call call = Call.anonymous();

        assertEquals(200, RawClient.status(call.ask(route)));
        assertEquals(List.of(), call.only().all("Authorization"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /auth/login",
                "POST /auth/login/x",
                "POST /auth/password/change",
                "GET /auth/oauth",
                "POST /auth/oauth/github",
                "GET /users",
                "POST /users/1",
                "PUT /users",
                "GET /.well-known/other",
                "OPTIONS /projects"
            })
    void whatIsNextToAPublicRouteIsProtected(String route) {
        Call call = Call.anonymous();

        assertEquals(401, RawClient.status(call.ask(route)));
        assertEquals(List.of(), call.received());
    }

    @Test
    void aPublicRouteGetsNoTokenEvenWhenOneWasSent() {
        Call call = Call.anonymous().with("Authorization: Bearer garbage");

        assertEquals(200, RawClient.status(call.ask("POST /auth/login")));
        assertEquals(List.of(), call.only().all("Authorization"));
    }

    @Test
    void registrationByAnAdministratorDependsOnAGoodToken() {
        String token = TestTokens.admin(UUID.randomUUID());
        Call good = Call.anonymous().with("Authorization: bearer " + token);
        Call bad = Call.anonymous().with("Authorization: Bearer " + token + "x");

        assertEquals(200, RawClient.status(good.ask("POST /users")));
        assertEquals(List.of("Bearer " + token), good.only().all("Authorization"));
        assertEquals(401, RawClient.status(bad.ask("POST /users")));
        assertEquals(List.of(), bad.received());
    }

    @Test
    void exactlyOneAuthorizationHeaderIsRead() {
        String token = TestTokens.user(UUID.randomUUID());
        Call twice = Call.anonymous().with("Authorization: Bearer " + token).with("Authorization: Bearer " + token);

        assertEquals(401, RawClient.status(twice.ask("GET /users/me")));
    }

    @Test
    void servicesTokensAreNotForOutside() {
        for (String audience : List.of("gateway", "cloud", "auth")) {
            Call call = Call.anonymous().with("Authorization: Bearer " + TestTokens.service("cloud", audience));

            assertInvalid(call.ask("GET /users/me"));
            assertEquals(List.of(), call.received());
        }
    }

    @Test
    void aRevokedSessionIsRefusedWithinSecondsThoughItsTokenIsRemembered() {
        UUID session = UUID.randomUUID();
        String token = TestTokens.user(UUID.randomUUID(), session);
        assertEquals(200, statusWith(token));

        IdentityTestResource.revoke(session);

        await().atMost(Duration.ofSeconds(5)).until(() -> statusWith(token) == 401);
    }

    @Test
    void anExpiredTokenIsRefusedThoughItIsRemembered() {
        Map<String, Object> claims = TestTokens.userClaims(UUID.randomUUID(), UUID.randomUUID(), List.of("user"));
        claims.put("exp", Instant.now().getEpochSecond() + 3);
        String token = TestTokens.sign(TestTokens.header(), claims);
        assertEquals(200, statusWith(token));

        await().atMost(Duration.ofSeconds(6)).until(() -> statusWith(token) == 401);
    }

    @Test
    void aTokenOfAKeyThatIsNotPublishedAnyMoreIsRefusedThoughItIsRemembered() {
        Map<String, Object> header = TestTokens.header();
        header.put("kid", "stolen-key");
        String token =
                TestTokens.sign(header, TestTokens.userClaims(UUID.randomUUID(), UUID.randomUUID(), List.of("user")));
        String other = TestTokens.user(UUID.randomUUID());
        IdentityTestResource.publish("stolen-key");
        await().atMost(Duration.ofSeconds(5)).until(() -> statusWith(token) == 200);

        IdentityTestResource.withdraw("stolen-key");

        await().atMost(Duration.ofSeconds(5)).until(() -> statusWith(token) == 401);
        assertEquals(200, statusWith(other));
    }

    @Test
    void aTokenWithALongerLifeThanTokensHaveIsRefused() {
        Map<String, Object> claims = TestTokens.userClaims(UUID.randomUUID(), UUID.randomUUID(), List.of("user"));
        claims.put("exp", Instant.now().plus(Duration.ofMinutes(16)).getEpochSecond());

        assertEquals(401, statusWith(TestTokens.sign(TestTokens.header(), claims)));
    }

    @Test
    void noMutantOfATokenPasses() {
        List<String> mutants = TokenMutants.all();
        assertTrue(mutants.size() >= 100, "mutants: " + mutants.size());
        String genuine = TestTokens.user(UUID.randomUUID());
        assertEquals(200, statusWith(genuine));

        for (String mutant : mutants) {
            Call call = Call.anonymous().with("Authorization: Bearer " + mutant);

            assertInvalid(call.ask("GET /users/me"));
            assertEquals(List.of(), call.received(), mutant);
        }
    }

    private static int statusWith(String token) {
        return RawClient.status(
                Call.anonymous().with("Authorization: Bearer " + token).ask("GET /users/me"));
    }

    private static void assertInvalid(String answer) {
        assertEquals(401, RawClient.status(answer), answer);
        assertTrue(answer.contains("www-authenticate: Bearer error=\"invalid_token\"\r\n"), answer);
    }
}
