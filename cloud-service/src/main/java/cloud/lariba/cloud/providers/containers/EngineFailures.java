package cloud.lariba.cloud.providers.containers;

import cloud.lariba.cloud.providers.ProviderException;
import cloud.lariba.cloud.providers.ProviderException.NeedsPerson;
import cloud.lariba.cloud.providers.ProviderException.Permanent;
import cloud.lariba.cloud.providers.ProviderException.Retryable;
import java.util.List;
import java.util.Locale;
import org.jboss.logging.Logger;

/**
 * Classifies what an engine does not do. Programs end with the same code whatever is wrong, so their words tell the few cases that matter; beyond these, an engine
 * that answers has refused, and one that does not has not.
 */
final class EngineFailures {

    private static final Logger LOG = Logger.getLogger(EngineFailures.class);
    private static final int SHOWN = 500;

    /** Words of engines and registries about an image that there is not, or not for everybody. */
    private static final List<String> NO_IMAGE = List.of(
            "manifest unknown",
            "not found",
            "does not exist",
            "denied",
            "unauthorized",
            "invalid reference",
            "no matching manifest",
            "no image found in");

    private EngineFailures() {}

    /** What a failed answer means for the caller of a provider. */
    static ProviderException classify(ContainerEngine.Answer answer, ContainerEngine engine) {
        if (isMissing(answer)) {
            return new Permanent(Permanent.Reason.NOT_FOUND, "The instance is not there.", null);
        }
        if (says(answer, "already in use") || says(answer, "already in progress")) {
            return new Retryable(
                    Retryable.Reason.NOT_YET_VISIBLE, "The instance is still changing from an earlier call.", null);
        }
        if (says(answer, "no such image") || says(answer, "image not known")) {
            return noImage(answer);
        }
        if (isSilent(answer, engine)) {
            return silent(answer);
        }
        log(answer);
        return new Permanent(
                Permanent.Reason.REJECTED,
                "The container engine refuses this; what it says is in the log of cloud-service.",
                null);
    }

    /** What it means that an image was not pulled: a registry says that there is none, or everything else, which may pass. */
    static ProviderException notPulled(ContainerEngine.Answer answer, ContainerEngine engine) {
        if (isSilent(answer, engine)) {
            return silent(answer);
        }
        if (NO_IMAGE.stream().anyMatch(words -> says(answer, words))) {
            return noImage(answer);
        }
        log(answer);
        return new Retryable(
                Retryable.Reason.UNAVAILABLE, "The container engine could not pull the image just now.", null);
    }

    /** Whether it was about a container that is not there. */
    static boolean isMissing(ContainerEngine.Answer answer) {
        return says(answer, "no such container");
    }

    private static boolean isSilent(ContainerEngine.Answer answer, ContainerEngine engine) {
        return says(answer, "cannot connect to") || !engine.answers();
    }

    private static boolean says(ContainerEngine.Answer answer, String words) {
        return answer.err().toLowerCase(Locale.ROOT).contains(words);
    }

    private static Retryable silent(ContainerEngine.Answer answer) {
        log(answer);
        return new Retryable(Retryable.Reason.UNAVAILABLE, "The container engine does not answer.", null);
    }

    private static NeedsPerson noImage(ContainerEngine.Answer answer) {
        log(answer);
        return new NeedsPerson(
                NeedsPerson.Reason.CONFIGURATION,
                "The container engine does not have the image and cannot pull it; somebody who runs the platform has to"
                        + " provide it.",
                null);
    }

    private static void log(ContainerEngine.Answer answer) {
        LOG.warnf("container-engine-failed exit=%d words=%s", answer.exit(), shown(answer.err()));
    }

    private static String shown(String words) {
        String line = words.strip().replaceAll("\\s+", " ");
        return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…";
    }
}
