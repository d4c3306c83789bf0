package cloud.lariba.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cloud.lariba.e2e.EventStream.Event;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What happens is told as CloudEvents, in lists and as it happens. */
class EventsIT {

    private static final Duration SOON = Duration.ofSeconds(20);

    private Account owner;
    private Project project;

    @BeforeEach
    void aProject() {
        owner = Account.register();
        project = owner.project();
    }

    @Test
    void theListTellsTheWholeLifeOfAServiceNewestFirst() {
        Service machine = project.create("compute").running();

        JsonNode events = owner.read(machine.path() + "/events?limit=100").path("items");

        assertThat(events).isNotEmpty();
        assertThat(Json.stream(events)).allSatisfy(EventsIT::isCloudEvent);
        assertThat(Json.stream(events)
                        .map(event -> Instant.parse(event.path("time").asText())))
                .isSortedAccordingTo(Comparator.reverseOrder());
        assertThat(Json.texts(owner.read("/events?limit=100").path("items"), "id"))
                .containsAll(Json.texts(events, "id"));
    }

    @Test
    void theStreamTellsWhatHappensWhileItIsOpen() {
        try (EventStream stream = EventStream.open(owner, "", null)) {
            Service machine = project.create("compute").running();

            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(ids(stream.about(machine.id())))
                            .containsAll(Json.texts(
                                    owner.read(machine.path() + "/events?limit=100")
                                            .path("items"),
                                    "id")));
            assertThat(stream.about(machine.id())).allSatisfy(event -> isCloudEvent(event.data()));
        }
    }

    @Test
    void theStreamResumesAfterTheLastEventThatWasSeen() {
        String seen;
        Service machine;
        try (EventStream stream = EventStream.open(owner, "", null)) {
            machine = project.create("compute").running();
            await().atMost(SOON).until(() -> !stream.about(machine.id()).isEmpty());
            seen = stream.about(machine.id()).getFirst().id();
        }
        Service later = project.create("compute").running();

        try (EventStream resumed = EventStream.open(owner, "", seen)) {
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(resumed.about(later.id())).isNotEmpty());
            assertThat(resumed.events())
                    .extracting(Event::id)
                    .doesNotContain(seen)
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void theStreamTellsNobodyElse() {
        Account stranger = Account.register();
        Project theirs = stranger.project();
        try (EventStream stream = EventStream.open(stranger, "", null)) {
            Service foreign = project.create("compute").running();
            Service own = theirs.create("compute").running();

            await().atMost(SOON).until(() -> !stream.about(own.id()).isEmpty());
            assertThat(stream.about(foreign.id())).isEmpty();
        }
    }

    private static List<String> ids(List<Event> events) {
        return events.stream().map(event -> event.data().path("id").asText()).toList();
    }

    private static void isCloudEvent(JsonNode event) {
        assertThat(event.path("specversion").asText()).as("%s", event).isEqualTo("1.0");
        assertThat(event.path("id").asText()).isNotBlank();
        assertThat(event.path("source").asText()).isNotBlank();
        assertThat(event.path("type").asText()).startsWith("cloud.lariba.");
        assertThat(event.path("time").asText()).endsWith("Z");
    }
}
