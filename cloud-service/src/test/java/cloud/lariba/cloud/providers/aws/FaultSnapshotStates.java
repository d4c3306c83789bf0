package cloud.lariba.cloud.providers.aws;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** Snapshots of databases that take a while to be made, and can be neither restored nor removed meanwhile. */
final class FaultSnapshotStates implements FaultStage {

    private static final int REFUSED = 400;
    private static final String ID = "DBSnapshotIdentifier";
    private static final Set<String> NEED_REST = Set.of("rds RestoreDBInstanceFromDBSnapshot", "rds DeleteDBSnapshot");

    private final Map<String, Long> untilNanos = new HashMap<>();
    private volatile Duration time = Duration.ZERO;

    /** How long each snapshot takes from now on. */
    void changesTake(Duration newTime) {
        time = newTime;
    }

    @Override
    public Future<FaultAnswer> pass(FaultCall call, Function<FaultCall, Future<FaultAnswer>> next) {
        if (!call.service().equals("rds")) {
            return next.apply(call);
        }
        untilNanos.values().removeIf(until -> System.nanoTime() - until >= 0);
        String id = call.parameters().getOrDefault(ID, "");
        if (NEED_REST.contains(call.name()) && untilNanos.containsKey(id)) {
            return Future.succeededFuture(FaultAnswer.error(
                    call, REFUSED, "InvalidDBSnapshotState", "The snapshot is not in the available state"));
        }
        return next.apply(call).map(answer -> answer.succeeded() ? seen(call, answer, id) : answer);
    }

    private FaultAnswer seen(FaultCall call, FaultAnswer answer, String id) {
        if (call.is("rds CreateDBSnapshot")) {
            untilNanos.put(id, System.nanoTime() + time.toNanos());
        }
        return untilNanos.isEmpty() || !call.name().endsWith("DBSnapshots") ? answer : shown(answer);
    }

    private FaultAnswer shown(FaultAnswer answer) {
        Document document = FaultXml.read(answer);
        for (Element snapshot : FaultXml.all(document, "DBSnapshot")) {
            if (untilNanos.containsKey(FaultXml.text(snapshot, ID))) {
                FaultXml.children(snapshot, "Status").forEach(status -> status.setTextContent("creating"));
            }
        }
        return FaultXml.write(answer, document);
    }
}
