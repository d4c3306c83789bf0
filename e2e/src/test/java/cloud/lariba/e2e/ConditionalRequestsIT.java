package cloud.lariba.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Entity tags: unchanged objects are not sent again, changed ones are not overwritten. */
class ConditionalRequestsIT {

    private static Account owner;
    private static Project project;
    private static Service service;

    @BeforeAll
    static void oneOfEach() {
        owner = Account.register();
        project = owner.project();
        service = project.create("compute").running();
    }

    @AfterAll
    static void cleanUp() {
        service.delete();
    }

    static Stream<String> objects() {
        return Stream.of("/users/me", "/users/" + owner.id(), project.path(), service.path());
    }

    static Stream<String> changeableObjects() {
        return Stream.of("/users/" + owner.id(), project.path(), service.path());
    }

    @ParameterizedTest
    @MethodSource("objects")
    void anUnchangedObjectIsNotSentAgain(String object) {
        String tag = owner.get(object).expect(200).requiredHeader("ETag");

        Answer again =
                owner.call("GET", object).header("If-None-Match", tag).send().expect(304);

        assertThat(again.body()).isEmpty();
        assertThat(again.requiredHeader("ETag")).isEqualTo(tag);
        owner.call("GET", object).header("If-None-Match", "\"other\"").send().expect(200);
    }

    @ParameterizedTest
    @MethodSource("changeableObjects")
    void aChangeOfAnotherVersionIsRefused(String object) {
        Object change = object.startsWith("/users") ? Json.object("name", "Changed") : labels("stale");

        owner.call("PATCH", object)
                .header("If-Match", "\"no-such-version\"")
                .json(change)
                .send()
                .problem(412, "precondition_failed");
        owner.call("DELETE", object)
                .header("If-Match", "\"no-such-version\"")
                .send()
                .problem(412, "precondition_failed");
        owner.get(object).expect(200);
    }

    @Test
    void aChangeOfTheCurrentVersionIsMadeAndGivesANewTag() {
        Project changed = owner.project();
        String before = owner.get(changed.path()).requiredHeader("ETag");

        String after = owner.call("PATCH", changed.path())
                .header("If-Match", before)
                .json(labels("fresh"))
                .send()
                .expect(200)
                .requiredHeader("ETag");

        assertThat(after).isNotEqualTo(before);
        assertThat(owner.get(changed.path()).requiredHeader("ETag")).isEqualTo(after);
        owner.call("PATCH", changed.path())
                .header("If-Match", before)
                .json(labels("lost"))
                .send()
                .problem(412, "precondition_failed");
    }

    @Test
    void ofManyChangesOfOneVersionAtOnceOneIsMade() {
        Project contested = owner.project();
        String tag = owner.get(contested.path()).requiredHeader("ETag");

        var statuses = Parallel.times(
                16,
                () -> owner.call("PATCH", contested.path())
                        .header("If-Match", tag)
                        .json(labels(Names.unique("v")))
                        .send()
                        .expect(200, 412)
                        .status());

        assertThat(statuses).containsOnlyOnce(200);
    }

    private static Object labels(String value) {
        return Json.object("labels", Json.object("state", value));
    }
}
