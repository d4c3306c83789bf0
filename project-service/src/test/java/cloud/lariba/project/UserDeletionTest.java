package cloud.lariba.project;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@ServiceTest
class UserDeletionTest {

    private static final String DELETED = "cloud.lariba.user.deleted";

    @Inject
    Tables tables;

    private final User user = User.any();

    private void deleteUser(UUID event) {
        Events.deliver(event, "user", DELETED, user.id(), Map.of("id", user.id()));
    }

    @Test
    void whatNobodyElseOwnsGoesWithAllItsServices() {
        UUID one = user.project();
        UUID two = user.project();

        deleteUser(UUID.randomUUID());

        for (UUID id : List.of(one, two)) {
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> CloudStub.events(id).size() == 1);
            assertEquals(
                    user.id().toString(),
                    CloudStub.events(id)
                            .getFirst()
                            .path("data")
                            .path("actor_id")
                            .asText());
            user.get("/projects/{id}", id).then().body("state", equalTo("deleting"));
        }
    }

    @Test
    void aProtectedServiceIsNotInTheWay() {
        UUID id = user.project();
        CloudStub.behave(id, CloudStub.Behaviour.WITH_PROTECTED_SERVICE);

        deleteUser(UUID.randomUUID());

        await().atMost(Duration.ofSeconds(10)).until(() -> CloudStub.events(id).size() == 1);
    }

    @Test
    void whatSomebodyElseOwnsTooStays() {
        UUID shared = user.project();
        tables.addMember(shared, UUID.randomUUID(), "owner");

        deleteUser(UUID.randomUUID());

        user.get("/projects/{id}", shared).then().body("state", equalTo("active"));
        assertEquals(List.of(), CloudStub.events(shared));
    }

    @Test
    void aDeletionThatACrashLeftHalfWayBecomesACascade() {
        UUID id = user.project();
        tables.abandonDeletion(id, user.id(), false);

        deleteUser(UUID.randomUUID());

        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            boolean gone = user.get("/projects/{id}", id).statusCode() == 404;
            assertEquals(gone ? 0 : 1, CloudStub.events(id).size());
        });
    }

    @Test
    void theSameEventAgainChangesNothing() {
        UUID id = user.project();
        UUID event = UUID.randomUUID();
        deleteUser(event);
        await().atMost(Duration.ofSeconds(10)).until(() -> CloudStub.events(id).size() == 1);
        UUID later = user.project();

        deleteUser(event);

        user.get("/projects?state=active").then().body("items.id", contains(later.toString()));
    }
}
