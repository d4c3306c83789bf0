package cloud.lariba.cloud.services;

import cloud.lariba.problem.InvalidField;
import cloud.lariba.problem.ProblemCode;
import cloud.lariba.problem.ProblemException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * The decision that something is to be as it was observed.
 *
 * @param fields the differences that are taken over
 * @param complete whether nothing else differs but what is ignored
 */
record Adoption(List<Drift.Field> fields, boolean complete) {

    /** The wish that a provider keeps, too. */
    static final String DELETION_PROTECTION = "deletion_protection";

    /**
     * The adoption of these differences.
     *
     * @param names names of fields that differ; none for all that nobody ignores
     * @throws ProblemException {@code invalid_input} for a field that does not differ; {@code invalid_state} when nothing does
     */
    static Adoption of(ServiceEntity service, List<String> names) {
        Drift drift = Drift.of(service.drift);
        List<Drift.Field> chosen = names.isEmpty() && drift != null
                ? drift.differences().stream()
                        .filter(field -> field.ignored() == null)
                        .toList()
                : Drift.require(drift, names);
        if (chosen.isEmpty()) {
            throw ProblemException.of(ProblemCode.INVALID_STATE, "Nothing differs that could be adopted.");
        }
        if (service.driftOutdated || !chosen.stream().allMatch(field -> isAskedFor(service, field))) {
            throw ProblemException.of(
                    ProblemCode.INVALID_STATE,
                    "The service was changed after its differences were seen; adopt when it has been looked at again,"
                            + " which the action reconcile does at once.");
        }
        boolean complete = drift == null
                || drift.differences().stream().allMatch(field -> field.ignored() != null || chosen.contains(field));
        return new Adoption(chosen, complete);
    }

    /** Whether the field differs from what is asked for now, and not from what was asked for before. */
    private static boolean isAskedFor(ServiceEntity service, Drift.Field field) {
        return switch (field.field()) {
            case Findings.STATE -> field.expected().asText().equals(service.desiredState);
            case DELETION_PROTECTION -> field.expected().asBoolean() == service.deletionProtection;
            default -> field.expected().equals(service.spec.path(field.field())) || !service.spec.has(field.field());
        };
    }

    /** The writable fields of a service with what is taken over. */
    ServiceChange into(ServiceChange current) {
        ObjectNode spec = Objects.requireNonNull(current.spec()).deepCopy();
        boolean deletionProtection = Boolean.TRUE.equals(current.deletionProtection());
        for (Drift.Field field : fields) {
            if (field.field().equals(DELETION_PROTECTION)) {
                deletionProtection = field.observed().asBoolean();
            } else if (spec.has(field.field())) {
                spec.set(field.field(), field.observed());
            } else if (!field.field().equals(Findings.STATE)) {
                throw refused(List.of(new InvalidField(
                        "/" + field.field(), "not_adoptable", "No spec can ask for this; revert or ignore it.")));
            }
        }
        return new ServiceChange(
                current.name(), current.plan(), current.labels(), spec, deletionProtection, current.expiresAt());
    }

    /** The provider follows already what is taken over, and everything when it did before, or when nothing else differs. */
    void settle(ServiceEntity service) {
        if (complete || service.observedGeneration == service.generation - 1) {
            service.observedGeneration = service.generation;
        }
        fields.stream()
                .filter(field -> field.field().equals(Findings.STATE))
                .forEach(field -> service.desiredState = field.observed().asText());
    }

    /** Works a change out; that values of the spec are not allowed is not the client's mistake, who has not written them. */
    static <T> T explained(Supplier<T> draft) {
        try {
            return draft.get();
        } catch (ProblemException e) {
            boolean ofSpec = e.code() == ProblemCode.INVALID_INPUT
                    && e.errors().stream().allMatch(error -> error.pointer().startsWith("/spec"));
            throw ofSpec ? refused(e.errors()) : e;
        }
    }

    private static ProblemException refused(List<InvalidField> reasons) {
        return ProblemException.of(
                        ProblemCode.INVALID_STATE,
                        "What was observed cannot be taken over: "
                                + reasons.getFirst().pointer() + ": "
                                + reasons.getFirst().detail())
                .with("fields", reasons);
    }
}
