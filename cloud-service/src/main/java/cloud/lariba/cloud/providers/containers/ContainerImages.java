package cloud.lariba.cloud.providers.containers;

import cloud.lariba.cloud.providers.ProviderException;
import cloud.lariba.cloud.providers.ProviderException.Permanent;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What aliases of images mean to an engine. */
final class ContainerImages {

    /** The default images have a hundred megabytes at most; an engine may keep nothing of what was pulled halfway. */
    private static final Duration PULL = Duration.ofMinutes(10);

    private final ContainerEngine engine;
    private final Map<String, String> references;

    ContainerImages(ContainerEngine engine, Map<String, String> references) {
        this.engine = engine;
        this.references = Map.copyOf(references);
    }

    /**
     * The engine's id of the image, which is pulled when the engine does not have it.
     *
     * @throws ProviderException {@link Permanent} {@code invalid_spec} when no image is configured for the alias, {@link ProviderException.NeedsPerson}
     *     {@code configuration} when there is no such image, or not for this engine, {@link ProviderException.Retryable} {@code unavailable} when it could not be
     *     pulled just now
     */
    String idOf(String alias) {
        String reference = references.get(alias);
        if (reference == null) {
            throw new Permanent(
                    Permanent.Reason.INVALID_SPEC, "No container image is configured for " + alias + ".", null);
        }
        ContainerEngine.Answer found = inspect(reference);
        if (!found.isGood()) {
            ContainerEngine.Answer pulled = engine.run(PULL, List.of("pull", "--quiet", reference));
            if (!pulled.isGood()) {
                throw EngineFailures.notPulled(pulled, engine);
            }
            found = inspect(reference);
        }
        if (!found.isGood()) {
            throw EngineFailures.classify(found, engine);
        }
        return found.out().strip();
    }

    private ContainerEngine.Answer inspect(String reference) {
        return engine.run(ContainerEngine.LOOK, List.of("image", "inspect", "--format", "{{.Id}}", reference));
    }
}
