package cloud.lariba.cloud;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cloud.lariba.testing.IdentityTestResource;
import cloud.lariba.testing.TestTokens;
import io.restassured.RestAssured;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@ServiceTest
class EventStreamTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    @Test
    void theStreamTellsWhatTheListTells() throws Exception {
        Tenant tenant = Tenant.owner();
        try (StreamClient stream = StreamClient.open(tenant, "", null)) {
            Tenant.Asked bucket = tenant.running("storage");

            List<String> listed =
                    tenant.get(bucket.path() + "/events?limit=100").path("items.id");

            await().atMost(SOON).untilAsserted(() -> assertEquals(listed.reversed(), stream.eventIds()));
            assertTrue(stream.types().contains("cloud.lariba.service.changed"));
        }
    }

    @Test
    void theStreamResumesAfterTheLastEventThatWasSeen() throws Exception {
        Tenant tenant = Tenant.owner();
        List<String> all;
        String seen;
        try (StreamClient stream = StreamClient.open(tenant, "", null)) {
            tenant.running("storage");
            await().atMost(SOON).until(() -> stream.eventIds().size() == 5);
            all = stream.eventIds();
            seen = stream.positions().get(1);
        }

        try (StreamClient resumed = StreamClient.open(tenant, "", seen)) {
            await().atMost(SOON).untilAsserted(() -> assertEquals(all.subList(2, 5), resumed.eventIds()));
        }
    }

    @Test
    void nothingIsMissedWhileManyWrite() throws Exception {
        Tenant tenant = Tenant.owner();
        try (StreamClient stream = StreamClient.open(tenant, "", null)) {
            List<Tenant.Asked> services = tenant.askAtOnce("storage", 12);
            services.forEach(Tenant.Asked::succeeds);

            List<String> listed = tenant.get("/events?limit=100").path("items.id");

            assertEquals(60, listed.size());
            await().atMost(SOON).untilAsserted(() -> assertEquals(Set.copyOf(listed), Set.copyOf(stream.eventIds())));
            assertEquals(60, stream.eventIds().size());
            List<Long> positions =
                    stream.positions().stream().map(Long::valueOf).toList();
            assertEquals(positions.stream().sorted().toList(), positions);
        }
    }

    @Test
    void theStreamTellsNobodyElse() throws Exception {
        Tenant tenant = Tenant.owner();
        Tenant stranger = Tenant.owner();
        try (StreamClient stream = StreamClient.open(stranger, "", null)) {
            tenant.running("storage");
            Tenant.Asked own = stranger.running("storage");

            await().atMost(SOON).until(() -> stream.eventIds().size() == 5);
            assertTrue(stream.data().stream()
                    .allMatch(data -> data.contains(own.id().toString())));
        }
    }

    @Test
    void aMemberWhoIsRemovedHearsNothingMore() throws Exception {
        Tenant tenant = Tenant.owner();
        Tenant viewer = tenant.colleague("viewer");
        try (StreamClient stream = StreamClient.open(viewer, "?project_id=" + tenant.projectId(), null)) {
            tenant.running("storage");
            await().atMost(SOON).until(() -> stream.eventIds().size() == 5);

            tenant.project().role(viewer.id(), null);

            await().atMost(SOON).until(stream::hasEnded);
        }
    }

    @Test
    void theStreamEndsWithItsToken() throws Exception {
        Tenant tenant = Tenant.owner();
        Map<String, Object> claims = TestTokens.userClaims(tenant.id(), UUID.randomUUID(), List.of("user"));
        claims.put("exp", Instant.now().getEpochSecond() + 3);
        Tenant expiring = new Tenant(tenant.id(), TestTokens.sign(TestTokens.header(), claims), tenant.projectId());

        try (StreamClient stream = StreamClient.open(expiring, "", null)) {
            await().atMost(SOON).until(stream::hasEnded);
        }
    }

    @Test
    void theStreamEndsWhenTheSessionIsRevoked() throws Exception {
        Tenant tenant = Tenant.owner();
        UUID session = UUID.randomUUID();
        Tenant signedIn = new Tenant(tenant.id(), TestTokens.user(tenant.id(), session), tenant.projectId());
        try (StreamClient stream = StreamClient.open(signedIn, "", null)) {
            IdentityTestResource.revoke(session);

            await().atMost(SOON).until(stream::hasEnded);
        }
    }

    @Test
    void aSilentStreamShowsThatItIsAlive() throws Exception {
        try (StreamClient stream = StreamClient.open(Tenant.owner(), "", null)) {
            await().atMost(SOON).until(() -> stream.comments() >= 3);
        }
    }

    @Test
    void aStreamOfAForeignProjectOrFromAnImpossiblePlaceIsRefused() {
        Tenant tenant = Tenant.owner();
        Tenant stranger = Tenant.owner();

        stranger.get("/events/stream?project_id={id}", tenant.projectId())
                .then()
                .statusCode(404);
        tenant.request()
                .header("Last-Event-ID", "not a place")
                .get("/events/stream")
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("#header/Last-Event-ID"));
        RestAssured.get("/events/stream").then().statusCode(401);
    }

    @Test
    void oneUserCannotOpenStreamsWithoutEnd() throws Exception {
        Tenant tenant = Tenant.owner();
        List<StreamClient> open = new ArrayList<>();
        try {
            for (int i = 0; i < 16; i++) {
                open.add(StreamClient.open(tenant, "", null));
            }
            AssertionError refused = assertThrows(AssertionError.class, () -> StreamClient.open(tenant, "", null));
            assertEquals("the stream answered 429", refused.getMessage());
        } finally {
            open.forEach(StreamClient::close);
        }
    }

    @Test
    void theListIsPagedWithoutGapsOrDoubles() {
        Tenant tenant = Tenant.owner();
        tenant.running("storage");
        List<String> all = tenant.get("/events?limit=100").path("items.id");
        List<String> paged = new ArrayList<>();
        String cursor = null;
        do {
            var page =
                    cursor == null ? tenant.get("/events?limit=2") : tenant.get("/events?limit=2&cursor={c}", cursor);
            paged.addAll(page.<List<String>>path("items.id"));
            cursor = page.path("next_cursor");
        } while (cursor != null);

        assertEquals(all, paged);
    }
}
