package cloud.lariba.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cloud.lariba.e2e.Account.Tokens;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Sessions end when they should, at every service, and a refresh token works once. */
class SessionsIT {

    private static final Duration EFFECTIVE_WITHIN = Duration.ofSeconds(5);
    private static final int AT_ONCE = 32;

    @RepeatedTest(8)
    void ofManyUsesOfOneRefreshTokenAtOnceNoneLeavesALiveSession() {
        Account person = Account.register();
        String refreshToken = person.session().refresh();

        List<Answer> answers = Parallel.times(AT_ONCE, () -> Account.refresh(refreshToken));

        List<Answer> winners =
                answers.stream().filter(answer -> answer.status() == 200).toList();
        assertThat(winners).hasSizeLessThanOrEqualTo(1);
        answers.stream().filter(answer -> !winners.contains(answer)).forEach(loser -> {
            loser.expect(401);
            assertThat(loser.problem().path("code").asText()).isIn("refresh_token_reused", "invalid_refresh_token");
        });
        Account.refresh(refreshToken).expect(401);
        for (Answer winner : winners) {
            Account.refresh(winner.text("refresh_token")).expect(401);
            refusedEverywhereSoon(
                    new Account(person.id(), person.name(), person.email(), person.password(), Tokens.of(winner)));
        }
    }

    @Test
    void aRefreshTokenIsSpentByItsUseAndReuseEndsTheSession() {
        Account person = Account.register();
        Tokens second = Tokens.of(Account.refresh(person.session().refresh()).expect(200));
        Tokens third = Tokens.of(Account.refresh(second.refresh()).expect(200));

        Account.refresh(person.session().refresh()).problem(401, "refresh_token_reused");

        Account.refresh(third.refresh()).expect(401);
        refusedEverywhereSoon(new Account(person.id(), person.name(), person.email(), person.password(), third));
    }

    @Test
    void logoutIsEffectiveAtEveryServiceAndMayBeRepeated() {
        Account person = Account.register();
        Account otherSession = person.login();

        logout(person).expect(204);

        refusedEverywhereSoon(person);
        Account.refresh(person.session().refresh()).expect(401);
        logout(person).expect(204);
        otherSession.get("/users/me").expect(200);
    }

    @Test
    void aPasswordChangeEndsTheOtherSessionsOnly() {
        Account person = Account.register();
        Account other = person.login();
        String changed = Names.unique("an entirely new password");

        person.post(
                        "/auth/password/change",
                        Json.object("current_password", person.password(), "new_password", changed))
                .expect(204);

        refusedEverywhereSoon(other);
        Account.refresh(other.session().refresh()).expect(401);
        person.get("/users/me").expect(200);
        person.tryLogin(person.password()).problem(401, "invalid_credentials");
        person.tryLogin(changed).expect(200);
    }

    @Test
    void aNewAddressIsTheOneToSignInWith() {
        Account person = Account.register();
        String address = Names.email();

        person.patch("/users/" + person.id(), Json.object("email", address)).expect(200);

        assertThat(person.read("/users/me").path("email").asText()).isEqualTo(address);
        person.tryLogin(person.password()).problem(401, "invalid_credentials");
        new Account(person.id(), person.name(), address, person.password(), person.session())
                .tryLogin(person.password())
                .expect(200);
    }

    @Test
    void sessionsAreListedWithTheCurrentOneMarked() {
        Account first = Account.register();
        Account second = first.login();

        JsonNode sessions = second.read("/auth/sessions").path("items");

        assertThat(sessions).hasSize(2);
        assertThat(Json.stream(sessions)
                        .filter(session -> session.path("current").asBoolean()))
                .hasSize(1);
        assertThat(Json.stream(sessions)).allSatisfy(session -> {
            assertThat(session.path("id").asText()).isNotBlank();
            assertThat(session.path("ip").asText()).isNotBlank();
            assertThat(session.has("user_agent")).isTrue();
        });
        assertThat(sessions.toString()).doesNotContain(first.session().refresh());
    }

    @Test
    void oneSessionIsRevokedByItsId() {
        Account first = Account.register();
        Account second = first.login();
        String firstId = Json.stream(second.read("/auth/sessions").path("items"))
                .filter(session -> !session.path("current").asBoolean())
                .map(session -> session.path("id").asText())
                .findFirst()
                .orElseThrow();

        second.delete("/auth/sessions/" + firstId).expect(204);

        refusedEverywhereSoon(first);
        second.get("/users/me").expect(200);
        assertThat(second.read("/auth/sessions").path("items")).hasSize(1);
    }

    @Test
    void allOtherSessionsAreRevokedAtOnce() {
        Account first = Account.register();
        Account second = first.login();
        Account third = first.login();

        third.delete("/auth/sessions").expect(204);

        refusedEverywhereSoon(first);
        refusedEverywhereSoon(second);
        third.get("/users/me").expect(200);
    }

    @Test
    void deletingTheAccountEndsEverything() {
        Account person = Account.register();
        Project project = person.project();

        person.delete("/users/" + person.id()).expect(204);

        refusedEverywhereSoon(person);
        person.tryLogin(person.password()).problem(401, "invalid_credentials");
        assertThat(Account.register().get(project.path()).status()).isEqualTo(404);
    }

    @Test
    void aWrongPasswordAnswersTheSameWhetherOrNotTheAccountExists() {
        Account person = Account.register();

        Answer known = person.tryLogin("certainly not the password");
        Answer unknown =
                Call.post("/auth/login", Json.object("email", Names.email(), "password", "certainly not the password"));

        known.problem(401, "invalid_credentials");
        assertThat(unknown.comparableProblem()).isEqualTo(known.comparableProblem());
    }

    @Test
    void anAddressIsRegisteredOnce() {
        Account person = Account.register();

        Call.post(
                        "/auth/register",
                        Json.object(
                                "name", "Other",
                                "email", person.email().toUpperCase(Locale.ROOT),
                                "password", person.password()))
                .problem(409, "email_taken");
    }

    private static Answer logout(Account person) {
        return Call.post(
                "/auth/logout", Json.object("refresh_token", person.session().refresh()));
    }

    private static void refusedEverywhereSoon(Account person) {
        await().atMost(EFFECTIVE_WITHIN).pollInterval(Duration.ofMillis(100)).untilAsserted(() -> {
            for (String anyOfEachService :
                    List.of("/auth/sessions", "/users/me", "/projects", "/services", "/analytics")) {
                person.get(anyOfEachService).problem(401, "unauthenticated");
            }
        });
    }
}
