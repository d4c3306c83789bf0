package cloud.lariba.cloud.providers.aws;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** Instances that take a while from one state to the next, and refuse what the state between does not allow. */
final class FaultInstanceStates implements FaultStage {

    private static final int REFUSED = 400;

    /** A state between two others. */
    private enum Between {
        PENDING("pending", 0),
        STOPPING("stopping", 64),
        SHUTTING_DOWN("shutting-down", 32);

        private final String name;
        private final int code;

        Between(String name, int code) {
            this.name = name;
            this.code = code;
        }

        boolean refuses(FaultCall call) {
            return switch (call.name()) {
                case "ec2 ModifyInstanceAttribute" -> true;
                case "ec2 StopInstances" -> this != STOPPING;
                case "ec2 StartInstances" -> this != PENDING;
                case "ec2 RebootInstances" -> this != PENDING;
                default -> false;
            };
        }
    }

    private record Passage(Between state, long sinceNanos) {}

    private final Map<String, Passage> passages = new HashMap<>();
    private volatile Duration time = Duration.ZERO;

    /** How long each change of state takes, those included that are under way. */
    void changesTake(Duration newTime) {
        time = newTime;
    }

    @Override
    public Future<FaultAnswer> pass(FaultCall call, Function<FaultCall, Future<FaultAnswer>> next) {
        passages.values().removeIf(passage -> System.nanoTime() - passage.sinceNanos() >= time.toNanos());
        boolean refused = passages.entrySet().stream()
                .anyMatch(passage -> call.parameters().containsValue(passage.getKey())
                        && passage.getValue().state().refuses(call));
        return refused
                ? Future.succeededFuture(FaultAnswer.error(
                        call, REFUSED, "IncorrectInstanceState", "The instance is not in the right state"))
                : next.apply(call).map(answer -> answer.succeeded() ? seen(call, answer) : answer);
    }

    private FaultAnswer seen(FaultCall call, FaultAnswer answer) {
        switch (call.name()) {
            case "ec2 RunInstances" ->
                FaultXml.texts(answer, "instanceId").stream().limit(1).forEach(id -> begin(id, Between.PENDING));
            case "ec2 StartInstances" -> changed(answer, "stopped", Between.PENDING);
            case "ec2 StopInstances" -> changed(answer, "running", Between.STOPPING);
            case "ec2 TerminateInstances" -> {
                changed(answer, "running", Between.SHUTTING_DOWN);
                changed(answer, "stopped", Between.SHUTTING_DOWN);
            }
            case "ec2 DescribeInstances" -> {
                return passages.isEmpty() ? answer : shown(answer);
            }
            default -> {
                // It changes no instance's state.
            }
        }
        return answer;
    }

    private void changed(FaultAnswer answer, String from, Between to) {
        for (Element item : FaultXml.all(FaultXml.read(answer), "item")) {
            FaultXml.children(item, "previousState")
                    .filter(previous -> FaultXml.text(previous, "name").equals(from))
                    .forEach(previous -> begin(FaultXml.text(item, "instanceId"), to));
        }
    }

    private void begin(String id, Between state) {
        passages.put(id, new Passage(state, System.nanoTime()));
    }

    private FaultAnswer shown(FaultAnswer answer) {
        Document document = FaultXml.read(answer);
        for (Element item : FaultXml.all(document, "item")) {
            Passage passage = passages.get(FaultXml.text(item, "instanceId"));
            if (passage != null) {
                FaultXml.children(item, "instanceState").forEach(state -> {
                    FaultXml.children(state, "name").forEach(name -> name.setTextContent(passage.state().name));
                    FaultXml.children(state, "code")
                            .forEach(code -> code.setTextContent(Integer.toString(passage.state().code)));
                });
            }
        }
        return FaultXml.write(answer, document);
    }
}
