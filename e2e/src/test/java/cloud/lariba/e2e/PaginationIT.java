package cloud.lariba.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Lists come in pages that neither repeat nor lose anything, also while things change. */
class PaginationIT {

    private static final int PROJECTS = 23;

    private static Account owner;

    @BeforeAll
    static void manyProjects() {
        owner = Account.register();
        for (int i = 0; i < PROJECTS; i++) {
            owner.project();
        }
    }

    @Test
    void pagesFollowEachOtherNewestFirst() {
        List<JsonNode> all = pages(owner, "/projects?limit=5", 5);

        assertThat(all).hasSizeGreaterThanOrEqualTo(PROJECTS);
        assertThat(all).extracting(item -> item.path("id").asText()).doesNotHaveDuplicates();
        assertThat(all)
                .extracting(item -> Instant.parse(item.path("created_at").asText()))
                .isSortedAccordingTo(Comparator.reverseOrder());
    }

    @Test
    void aPageHasTwentyItemsUnlessAskedOtherwise() {
        JsonNode page = owner.read("/projects");

        assertThat(page.path("items")).hasSize(20);
        assertThat(page.path("next_cursor").isTextual()).isTrue();
        assertThat(owner.read("/projects?limit=100").path("next_cursor").isNull())
                .isTrue();
    }

    @Test
    void whatComesAndGoesMeanwhileNeitherRepeatsNorHidesOthers() {
        Account busy = Account.register();
        List<Project> projects = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            projects.add(busy.project());
        }
        JsonNode first = busy.read("/projects?limit=3");

        busy.project();
        projects.get(6).delete();
        List<String> rest = pages(
                        busy,
                        "/projects?limit=3&cursor=" + first.path("next_cursor").asText(),
                        3)
                .stream()
                .map(item -> item.path("id").asText())
                .toList();

        assertThat(Json.texts(first.path("items"), "id"))
                .containsExactly(
                        projects.get(8).id(),
                        projects.get(7).id(),
                        projects.get(6).id());
        assertThat(rest)
                .containsExactly(
                        projects.get(5).id(),
                        projects.get(4).id(),
                        projects.get(3).id(),
                        projects.get(2).id(),
                        projects.get(1).id(),
                        projects.get(0).id());
    }

    @Test
    void aCursorOfAnotherMakeIsRefused() {
        for (String cursor : List.of("x", "AAAA", "%20", "null", "a".repeat(500))) {
            owner.get("/projects?cursor=" + cursor).problem(400, "invalid_cursor");
            owner.get("/services?cursor=" + cursor).problem(400, "invalid_cursor");
            owner.get("/events?cursor=" + cursor).problem(400, "invalid_cursor");
        }
    }

    @Test
    void labelsFilterTheList() {
        Account labelled = Account.register();
        labelled.project();
        String wanted = labelled.post(
                        "/projects",
                        Json.object("name", Names.unique("project"), "labels", Json.object("env", "prod", "team", "a")))
                .expect(201)
                .text("id");
        labelled.post("/projects", Json.object("name", Names.unique("project"), "labels", Json.object("env", "prod")))
                .expect(201);

        assertThat(Json.texts(
                        labelled.read("/projects?label=env%3Dprod&label=team%3Da")
                                .path("items"),
                        "id"))
                .containsExactly(wanted);
        assertThat(labelled.read("/projects?label=env=none").path("items")).isEmpty();
    }

    private static List<JsonNode> pages(Account account, String first, int limit) {
        List<JsonNode> all = new ArrayList<>();
        String base = first.replaceAll("&cursor=.*", "");
        JsonNode page = account.read(first);
        Json.stream(page.path("items")).forEach(all::add);
        while (page.path("next_cursor").isTextual()) {
            assertThat(page.path("items")).hasSize(limit);
            page = account.read(base + "&cursor=" + page.path("next_cursor").asText());
            Json.stream(page.path("items")).forEach(all::add);
        }
        return all;
    }
}
