package cloud.lariba.cloud.catalog;

import cloud.lariba.problem.ProblemException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** Decides what a client's choice means. */
@Singleton
public class Catalog {

    /**
     * Checks a choice and decides what it leaves open.
     *
     * @param type wire name of a type
     * @param plan name of one of the type's plans
     * @param region one of the catalog's regions, or null for the default one
     * @param spec the spec as the client wrote it, or null for an empty one; left unchanged
     * @throws ProblemException {@code invalid_input} or {@code unknown_field} with pointers {@code /type}, {@code /plan},
     *     {@code /region}, {@code /spec/…}; {@code not_supported_by_provider} with member {@code capability}
     */
    public Selection select(String type, String plan, @Nullable String region, @Nullable ObjectNode spec) {
        throw new UnsupportedOperationException(type + plan + region + spec);
    }

    /**
     * The spec for another plan: what came from the old plan's defaults comes from the new one's, the rest stays. Then {@link #select} it.
     *
     * @param spec a whole spec, as {@link Selection#spec} had it; left unchanged
     * @throws ProblemException {@code invalid_input} with pointer {@code /plan}
     */
    public ObjectNode replan(ServiceType type, String oldPlan, String newPlan, ObjectNode spec) {
        throw new UnsupportedOperationException(type + oldPlan + newPlan + spec);
    }
}
