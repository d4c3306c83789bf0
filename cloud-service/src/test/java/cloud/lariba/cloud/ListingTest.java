package cloud.lariba.cloud;

import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ServiceTest
class ListingTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 100})
    void pagesHaveNeitherGapsNorDoublesWhileOthersAreMade(int limit) {
        Tenant tenant = Tenant.owner();
        List<String> asked = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            asked.addFirst(tenant.ask("storage").id().toString());
        }

        List<String> listed = new ArrayList<>();
        String cursor = null;
        do {
            Response page = cursor == null
                    ? tenant.get("/services?limit={l}", limit)
                    : tenant.get("/services?limit={l}&cursor={c}", limit, cursor);
            listed.addAll(page.<List<String>>path("items.id"));
            cursor = page.path("next_cursor");
            tenant.ask("storage");
        } while (cursor != null);

        assertEquals(asked, listed);
    }

    @Test
    void filtersNarrowTheList() {
        Tenant tenant = Tenant.owner();
        Map<String, Object> labelled = tenant.wish("storage");
        labelled.put("labels", Map.of("env", "prod", "team", "a=b"));
        Tenant.Asked bucket = tenant.ask(labelled);
        Tenant.Asked database = tenant.running("database");
        bucket.succeeds();

        tenant.get("/services?type=database")
                .then()
                .body("items.id", equalTo(List.of(database.id().toString())));
        tenant.get("/services?label=env=prod")
                .then()
                .body("items.id", equalTo(List.of(bucket.id().toString())));
        tenant.get("/services?label=env=prod&label=team=a=b").then().body("items.size()", equalTo(1));
        tenant.get("/services?label=env=test").then().body("items", empty());
        tenant.get("/services?status=running")
                .then()
                .body(
                        "items.id",
                        containsInAnyOrder(bucket.id().toString(), database.id().toString()));
        tenant.get("/services?status=stopped").then().body("items", empty());
    }

    @Test
    void withoutAProjectAllProjectsOfTheCallerAreListed() {
        Tenant one = Tenant.owner();
        Tenant other = Tenant.owner();
        NeighbourStub.project(other.projectId()).role(one.id(), "viewer");
        Tenant.Asked own = one.ask("storage");
        Tenant.Asked shared = other.ask("storage");

        one.get("/services")
                .then()
                .body(
                        "items.id",
                        containsInAnyOrder(own.id().toString(), shared.id().toString()));
        one.get("/services?project_id={p}", one.projectId())
                .then()
                .body("items.id", equalTo(List.of(own.id().toString())));
    }
}
