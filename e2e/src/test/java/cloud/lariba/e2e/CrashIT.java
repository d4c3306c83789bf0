package cloud.lariba.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** cloud-service is killed in the middle of its work, and nothing is lost, doubled or left over. */
@Tag("disruptive")
@EnabledIf(
        value = "cloud.lariba.e2e.StackControl#isPossible",
        disabledReason = "needs -Dlariba.home and -Dlariba.command of a stack on this machine")
class CrashIT {

    private static final List<String> OF_EACH_PROJECT =
            List.of("storage", "database", "compute", "storage", "database");
    private static final int PROJECTS = 4;
    private static final int BEFORE_FIRST_KILL = 6;

    private final StackControl stack = new StackControl();

    @Test
    void twentyServicesAreProvisionedAndDeletedOnceAlthoughTheServiceIsKilled() {
        Account owner = Account.register();
        List<ObjectNode> wanted = wanted(owner);
        Set<String> before = everythingMade();

        List<Service> services = createWhileKilled(owner, wanted);
        services.forEach(CrashIT::assertProvisioned);
        Set<String> made = everythingMade();
        made.removeAll(before);
        assertOneOfEach(services, made);

        deleteWhileKilled(services);
        Set<String> left = everythingMade();
        left.retainAll(made);
        assertThat(left).isEmpty();
    }

    private static List<ObjectNode> wanted(Account owner) {
        List<ObjectNode> wanted = new ArrayList<>();
        for (int i = 0; i < PROJECTS; i++) {
            Project project = owner.project();
            OF_EACH_PROJECT.forEach(type -> wanted.add(project.serviceRequest(type)));
        }
        return wanted;
    }

    /** Sends all requests at once, as a client that repeats what got no answer; kills once among them and once after them. */
    private List<Service> createWhileKilled(Account owner, List<ObjectNode> wanted) {
        AtomicInteger accepted = new AtomicInteger();
        try (ExecutorService clients = Executors.newFixedThreadPool(wanted.size())) {
            List<Future<Service>> creating = new ArrayList<>();
            for (ObjectNode request : wanted) {
                creating.add(clients.submit(() -> {
                    Service service = createPatiently(owner, request);
                    accepted.incrementAndGet();
                    return service;
                }));
            }
            await().atMost(Duration.ofSeconds(60)).until(() -> accepted.get() >= BEFORE_FIRST_KILL);
            stack.kill("cloud-service");
            List<Service> services = new ArrayList<>();
            for (Future<Service> each : creating) {
                services.add(each.get());
            }
            stack.kill("cloud-service");
            stack.awaitHealthy();
            return services;
        } catch (ExecutionException e) {
            throw new AssertionError("a request was not accepted in the end", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static Service createPatiently(Account owner, ObjectNode request) {
        String key = Names.unique("crash");
        Answer answer = patiently(() -> owner.call("POST", "/services")
                        .header("Idempotency-Key", key)
                        .json(request)
                        .send())
                .expect(202);
        return new Service(
                owner,
                answer.text("id"),
                request.path("type").asText(),
                request.path("name").asText());
    }

    private void deleteWhileKilled(List<Service> services) {
        for (int i = 0; i < services.size(); i++) {
            Service service = services.get(i);
            patiently(() -> service.owner().delete(service.path() + "?force=true"))
                    .expect(202, 404, 409);
            if (i == services.size() / 2) {
                stack.kill("cloud-service");
            }
        }
        stack.awaitHealthy();
        for (Service service : services) {
            await().atMost(Duration.ofSeconds(90))
                    .pollInterval(Duration.ofMillis(300))
                    .until(() -> isGone(service));
        }
    }

    private static boolean isGone(Service service) {
        Answer answer = service.owner().get(service.path());
        return answer.status() == 404
                || answer.status() == 200
                        && answer.json().path("status").asText().equals("deleted");
    }

    /** Repeats a call, as clients do, while it is answered that the service cannot be reached. */
    private static Answer patiently(Supplier<Answer> call) {
        return await().atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(250))
                .until(
                        call::get,
                        answer -> answer.status() < 500 && !answer.body().contains("request_in_progress"));
    }

    private static void assertProvisioned(Service service) {
        JsonNode operation = Operations.await(
                service.owner(), service.latestOperation().path("id").asText());
        assertThat(operation.path("state").asText()).as("%s", operation).isEqualTo("succeeded");
        assertThat(service.status()).isEqualTo("running");
    }

    /** What was made beside what the services say is too much; what they say and is not there is missing. */
    private static void assertOneOfEach(List<Service> services, Set<String> made) {
        Set<String> buckets = outputs(services, "storage", "bucket");
        Set<String> databases = outputs(services, "database", "database");

        assertThat(buckets).hasSize(2 * PROJECTS);
        assertThat(databases).hasSize(2 * PROJECTS);
        assertThat(made).filteredOn(name -> name.startsWith("bucket ")).containsExactlyInAnyOrderElementsOf(buckets);
        assertThat(made)
                .filteredOn(name -> name.startsWith("database "))
                .containsExactlyInAnyOrderElementsOf(databases);
    }

    private static Set<String> outputs(List<Service> services, String type, String output) {
        Set<String> names = new HashSet<>();
        services.stream()
                .filter(service -> service.type().equals(type))
                .map(service -> service.read().path("outputs").path(output).asText())
                .forEach(name -> names.add((type.equals("storage") ? "bucket " : "database ") + name));
        return names;
    }

    private Set<String> everythingMade() {
        Set<String> names = new HashSet<>(stack.databasesAndRoles());
        stack.buckets().forEach(bucket -> names.add("bucket " + bucket));
        return names;
    }
}
