package cloud.lariba.cloud.providers.aws;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/**
 * Instances and security groups that other calls do not see right after they were made, see "Eventual consistency in the Amazon EC2 API". A name is
 * taken at once all the same.
 */
final class FaultVisibility implements FaultStage {

    private static final int REFUSED = 400;

    private enum Kind {
        INSTANCE("instanceId", "ec2 RunInstances", "ec2 DescribeInstances", "InvalidInstanceID.NotFound"),
        GROUP("groupId", "ec2 CreateSecurityGroup", "ec2 DescribeSecurityGroups", "InvalidGroup.NotFound");

        private final String idElement;
        private final String making;
        private final String describing;
        private final String error;

        Kind(String idElement, String making, String describing, String error) {
            this.idElement = idElement;
            this.making = making;
            this.describing = describing;
            this.error = error;
        }
    }

    private record Hidden(Kind kind, long untilNanos) {}

    private final Map<String, Hidden> hidden = new HashMap<>();
    private final Map<Kind, Duration> delays = new ConcurrentHashMap<>();
    private volatile boolean shownByName;

    /** How long instances that are made from now on stay unseen. */
    void hideInstancesFor(Duration time) {
        delays.put(Kind.INSTANCE, time);
    }

    /** What is hidden shows to whoever names it. */
    void showByName() {
        shownByName = true;
    }

    /** How long security groups that are made from now on stay unseen. */
    void hideGroupsFor(Duration time) {
        delays.put(Kind.GROUP, time);
    }

    @Override
    public Future<FaultAnswer> pass(FaultCall call, Function<FaultCall, Future<FaultAnswer>> next) {
        hidden.values().removeIf(one -> System.nanoTime() - one.untilNanos() >= 0);
        Optional<Kind> missed = hidden.entrySet().stream()
                .filter(one -> call.parameters().containsValue(one.getKey()))
                .map(one -> one.getValue().kind())
                .findFirst();
        if (missed.isPresent() && shownByName) {
            return next.apply(call);
        }
        return missed.isPresent()
                ? Future.succeededFuture(FaultAnswer.error(call, REFUSED, missed.get().error, "The ID does not exist"))
                : next.apply(call).map(answer -> answer.succeeded() ? seen(call, answer) : answer);
    }

    private FaultAnswer seen(FaultCall call, FaultAnswer answer) {
        FaultAnswer shown = answer;
        for (Kind kind : Kind.values()) {
            if (call.is(kind.making)) {
                long until = System.nanoTime()
                        + delays.getOrDefault(kind, Duration.ZERO).toNanos();
                List<String> made = FaultXml.texts(answer, kind.idElement);
                made.stream().limit(1).forEach(id -> hidden.put(id, new Hidden(kind, until)));
            } else if (call.is(kind.describing) && !hidden.isEmpty()) {
                shown = withoutHidden(answer, kind);
            }
        }
        return shown;
    }

    private FaultAnswer withoutHidden(FaultAnswer answer, Kind kind) {
        Document document = FaultXml.read(answer);
        for (Element item : FaultXml.all(document, "item")) {
            if (hidden.containsKey(FaultXml.text(item, kind.idElement)) && item.getParentNode() != null) {
                item.getParentNode().removeChild(item);
            }
        }
        return FaultXml.write(answer, document);
    }
}
