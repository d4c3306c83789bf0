package cloud.lariba.cloud.operations;

import cloud.lariba.cloud.database.Json;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/** A workflow whose steps do nothing. */
record EmptySteps(Consumer<UUID> onStep, Runnable onEnd) implements Workflow {

    @Override
    public boolean drives(OperationType type) {
        return true;
    }

    @Override
    public List<String> steps(NewOperation operation) {
        return List.of("step");
    }

    @Override
    public void begin(Operation operation) {
        // Nothing changes with it.
    }

    @Override
    public StepOutcome perform(Operation operation, Step step) {
        onStep.accept(operation.id());
        return new StepOutcome.Done(Json.object());
    }

    @Override
    public void end(Operation operation, Ending ending) {
        onEnd.run();
    }
}
