package cloud.lariba.project;

import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Paging through a list while projects come and go. */
@ServiceTest
class PaginationTest {

    @Inject
    Tables tables;

    private final User owner = User.any();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whatIsThereAllTheTimeIsSeenOnceAndNothingTwice(long seed) {
        Random random = new Random(seed);
        List<UUID> all = new ArrayList<>();
        for (int i = random.nextInt(30); i >= 0; i--) {
            all.add(owner.project());
        }
        shareCreationTimes(random);
        Set<UUID> steady = new HashSet<>(all);
        List<UUID> seen = new ArrayList<>();

        String cursor = null;
        do {
            Response page = owner.request()
                    .queryParam("limit", 1 + random.nextInt(5))
                    .queryParams(cursor == null ? java.util.Map.of() : java.util.Map.of("cursor", cursor))
                    .get("/projects");
            page.then().statusCode(200);
            page.<List<String>>path("items.id").forEach(id -> seen.add(UUID.fromString(id)));
            cursor = page.path("next_cursor");
            if (random.nextBoolean()) {
                owner.project();
            }
            if (random.nextInt(3) == 0) {
                UUID gone = all.get(random.nextInt(all.size()));
                owner.request().delete("/projects/{id}", gone);
                steady.remove(gone);
            }
        } while (cursor != null);

        assertEquals(seen.size(), new HashSet<>(seen).size(), "nothing comes twice");
        assertTrue(seen.containsAll(steady), "nothing is skipped");
        assertTrue(all.containsAll(seen), "what came later than the first page is not in its list");
    }

    /** Rows of one moment are what a careless order would skip or repeat. */
    private void shareCreationTimes(Random random) {
        tables.run(
                "update projects set created_at = date_trunc('second', created_at) + make_interval(secs => ?)"
                        + " where owner_id = ?",
                random.nextInt(3) - 3.0,
                owner.id());
    }

    @Test
    void theLastPageHasNoCursor() {
        for (int i = 0; i < 4; i++) {
            owner.project();
        }

        String cursor = owner.get("/projects?limit=2").path("next_cursor");
        Response last = owner.get("/projects?limit=2&cursor=" + cursor);

        assertEquals(2, last.<List<String>>path("items.id").size());
        last.then().body("next_cursor", nullValue());
    }

    @Test
    void membersArePagedToo() {
        UUID project = owner.project();
        Set<String> expected = new HashSet<>(Set.of(owner.id().toString()));
        for (int i = 0; i < 6; i++) {
            UUID member = UUID.randomUUID();
            tables.addMember(project, member, "viewer");
            expected.add(member.toString());
        }

        List<String> seen = new ArrayList<>();
        String cursor = null;
        do {
            Response page =
                    owner.get("/projects/{id}/members?limit=2" + (cursor == null ? "" : "&cursor=" + cursor), project);
            seen.addAll(page.<List<String>>path("items.user_id"));
            cursor = page.path("next_cursor");
        } while (cursor != null);

        assertEquals(7, seen.size());
        assertEquals(expected, new HashSet<>(seen));
    }
}
