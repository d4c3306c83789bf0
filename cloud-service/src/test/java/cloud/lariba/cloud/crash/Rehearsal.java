package cloud.lariba.cloud.crash;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;

/**
 * Finds out which positions mutations have, by performing each once undisturbed, and chooses among them.
 *
 * <p>By default a sample; {@code -Dlariba.crash.positions=all} takes every position, {@code -Dlariba.crash.only=create storage,empty storage} some
 * mutations, and {@code -Dlariba.crash.list=true} tells what was said.
 */
final class Rehearsal {

    /** Where the choice begins. */
    static final long SEED = Long.getLong("lariba.crash.seed", System.nanoTime());

    private static final String POSITIONS = System.getProperty("lariba.crash.positions", "");
    private static final String ONLY = System.getProperty("lariba.crash.only", "");

    /** What the service says all the time is followed this often only. */
    private static final int OF_POLLING = 3;

    private static final Duration QUIET = Duration.ofSeconds(3);

    private final Script script;
    private final Set<String> polling;
    private final long sample;
    private final Function<Mutation, Asked> prepared;

    /**
     * Listens to a service of which nothing is asked but how it is, so as to know what it says all the time.
     *
     * @param sample about how many positions are chosen when not all are
     */
    Rehearsal(Script script, int sample, Function<Mutation, Asked> prepared) {
        this.script = script;
        this.sample =
                POSITIONS.isEmpty() ? sample : POSITIONS.equals("all") ? Long.MAX_VALUE : Long.parseLong(POSITIONS);
        this.prepared = prepared;
        Asked idle = prepared.apply(Mutation.ALL.getLast());
        script.watch();
        long begun = System.nanoTime();
        await().pollInterval(Asked.POLL).until(() -> {
            idle.look();
            return System.nanoTime() - begun > QUIET.toNanos();
        });
        polling = script.seen().keySet();
    }

    /** The positions of each mutation, all of them; of a few mutations only when fewer positions are chosen than there are mutations. */
    Map<Mutation, List<Position>> positions() {
        List<Mutation> mutations = new ArrayList<>(Mutation.ALL);
        mutations.removeIf(
                mutation -> !ONLY.isEmpty() && !List.of(ONLY.split(",")).contains(mutation.toString()));
        Map<Mutation, List<Position>> all = new LinkedHashMap<>();
        chosen(mutations, sample).forEach(mutation -> all.put(mutation, positions(prepared.apply(mutation))));
        return all;
    }

    private List<Position> positions(Asked asked) {
        script.watch();
        asked.mutate();
        asked.converges();
        if (Boolean.getBoolean("lariba.crash.list")) {
            script.seen()
                    .forEach((call, times) ->
                            System.out.println((isOfAll(call) ? "polling " : "        ") + times + " " + call));
        }
        return script.positions().stream()
                .filter(position -> !isOfAll(position.call()) || position.occurrence() <= OF_POLLING)
                .toList();
    }

    /** Whether the service says this also when nothing is asked, or while it delivers what earlier requests left. */
    private boolean isOfAll(String call) {
        return polling.contains(call) || call.contains("outbox") || call.contains("event_positions");
    }

    /** Those of one mutation's positions that are tried, where this many mutations share the sample. */
    List<Position> chosen(List<Position> positions, int mutations) {
        return chosen(positions, sample / mutations);
    }

    private static <T> List<T> chosen(List<T> all, long wanted) {
        List<T> shuffled = new ArrayList<>(all);
        Collections.shuffle(shuffled, new Random(SEED));
        return shuffled.stream().limit(wanted).toList();
    }
}
