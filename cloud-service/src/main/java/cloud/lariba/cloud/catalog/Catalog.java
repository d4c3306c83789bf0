package cloud.lariba.cloud.catalog;

import cloud.lariba.cloud.providers.BucketSettings;
import cloud.lariba.cloud.providers.DatabaseSettings;
import cloud.lariba.cloud.providers.FoundResource;
import cloud.lariba.cloud.providers.InstanceSettings;
import cloud.lariba.cloud.providers.Provider;
import cloud.lariba.cloud.providers.ProviderException;
import cloud.lariba.cloud.providers.Providers;
import cloud.lariba.cloud.providers.Settings;
import cloud.lariba.problem.InvalidField;
import cloud.lariba.problem.ProblemCode;
import cloud.lariba.problem.ProblemException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides what a client's choice means. */
@Singleton
public class Catalog {

    private static final int MOST_USER_DATA = 16 * 1024;

    private final Providers providers;
    private final ObjectMapper mapper;
    private final CatalogSource source;

    Catalog(Providers providers, ObjectMapper mapper, CatalogSource source) {
        this.providers = providers;
        this.mapper = mapper;
        this.source = source;
    }

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
        Selection selection = complete(type, plan, region, spec);
        requireSupport(selection);
        return selection;
    }

    /** As {@link #select}, of something that is there already, whether its provider would make it today or not. */
    public Selection complete(String type, String plan, @Nullable String region, @Nullable ObjectNode spec) {
        ServiceType serviceType = ServiceType.of(type)
                .orElseThrow(() -> notAllowed("/type", "There is no such service type; see GET /service-types."));
        CatalogVersion current = source.current();
        TypeDefinition.Plan chosen = planOf(current, serviceType, plan);
        Provider provider = providerOf(serviceType, region);
        ObjectNode defaults = current.type(serviceType).defaults(chosen.sizeAt(provider.name()));
        ObjectNode complete =
                current.schema(serviceType).complete(spec == null ? mapper.createObjectNode() : spec, defaults);
        Settings settings = settings(serviceType, complete);
        requireShortUserData(settings);
        return new Selection(
                serviceType,
                plan,
                provider.name(),
                region == null ? provider.regions().getFirst() : region,
                complete,
                settings,
                current.prices().quota(settings),
                current.prices().price(settings));
    }

    /** The plan that stands for a size at a provider; the first one when none does. */
    public String planOf(ServiceType type, String provider, @Nullable String size) {
        List<TypeDefinition.Plan> plans = source.current().type(type).plans();
        return plans.stream()
                .filter(plan -> size != null && size.equals(plan.sizeAt(provider)))
                .findFirst()
                .orElse(plans.getFirst())
                .name();
    }

    /**
     * The spec for another plan: what came from the old plan's defaults comes from the new one's, the rest stays. Then {@link #select} it.
     *
     * @param provider name of the provider that the service is at
     * @param spec a whole spec, as {@link Selection#spec} had it; left unchanged
     * @throws ProblemException {@code invalid_input} with pointer {@code /plan}
     */
    public ObjectNode replan(ServiceType type, String provider, String oldPlan, String newPlan, ObjectNode spec) {
        CatalogVersion current = source.current();
        ObjectNode before = defaults(current, type, provider, oldPlan);
        ObjectNode after = defaults(current, type, provider, newPlan);
        ObjectNode replanned = spec.deepCopy();
        before.properties().forEach(field -> {
            if (field.getValue().equals(spec.get(field.getKey()))) {
                replanned.remove(field.getKey());
            }
        });
        after.properties().forEach(field -> replanned.putIfAbsent(field.getKey(), field.getValue()));
        return replanned;
    }

    private static ObjectNode defaults(CatalogVersion current, ServiceType type, String provider, String plan) {
        return current.type(type).defaults(planOf(current, type, plan).sizeAt(provider));
    }

    /**
     * Refuses a change of a spec's fields that cannot be changed.
     *
     * @param before a whole spec, as it is
     * @param after a whole spec, as it is to be
     * @throws ProblemException {@code invalid_input} with code {@code immutable} at each such field
     */
    public void requireChangeable(ServiceType type, ObjectNode before, ObjectNode after) {
        source.current().schema(type).requireChangeable(before, after);
    }

    /** The spec as clients may see it: a copy without its write-only fields. */
    public ObjectNode shown(ServiceType type, ObjectNode spec) {
        return source.current().schema(type).withoutWriteOnly(spec);
    }

    /** The typed form of a whole spec that was selected before. */
    public Settings settings(ServiceType type, ObjectNode spec) {
        Class<? extends Settings> form =
                switch (type) {
                    case COMPUTE -> InstanceSettings.class;
                    case STORAGE -> BucketSettings.class;
                    case DATABASE -> DatabaseSettings.class;
                };
        try {
            return mapper.treeToValue(spec, form);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a spec that obeys its schema does not fit its record", e);
        }
    }

    /** What something costs that was found at a provider; empty when its size has no price, or its price is metered. */
    public Optional<Price> price(FoundResource found) {
        return source.current().prices().price(found);
    }

    private static TypeDefinition.Plan planOf(CatalogVersion current, ServiceType type, String plan) {
        TypeDefinition definition = current.type(type);
        return definition
                .plan(plan)
                .orElseThrow(() -> notAllowed(
                        "/plan",
                        "The plans of " + type.wireName() + " are "
                                + String.join(
                                        ", ",
                                        definition.plans().stream()
                                                .map(TypeDefinition.Plan::name)
                                                .toList())
                                + "."));
    }

    private Provider providerOf(ServiceType type, @Nullable String region) {
        if (region != null) {
            return providers
                    .ofRegion(region)
                    .orElseThrow(() -> notAllowed("/region", "There is no such region; see GET /service-types."));
        }
        return providers.all().stream()
                .filter(provider -> provider.capabilities().contains(type.capability()))
                .findFirst()
                .orElseThrow(() -> ProblemException.of(
                                ProblemCode.NOT_SUPPORTED_BY_PROVIDER,
                                "No provider of " + type.wireName() + " is switched on here.")
                        .with("capability", type.capability().wireName()));
    }

    /** The schema counts characters, and providers bytes. */
    private static void requireShortUserData(Settings settings) {
        if (settings instanceof InstanceSettings instance
                && instance.userData() != null
                && instance.userData().getBytes(StandardCharsets.UTF_8).length > MOST_USER_DATA) {
            throw ProblemException.invalid(List.of(new InvalidField(
                    "/spec/user_data", "too_long", "At most " + MOST_USER_DATA + " bytes in UTF-8 are allowed.")));
        }
    }

    /**
     * Refuses what the provider cannot make.
     *
     * @throws ProblemException {@code not_supported_by_provider} with member {@code capability}
     */
    public void requireSupport(Selection selection) {
        try {
            providers.get(selection.provider()).check(selection.settings());
        } catch (ProviderException.NotSupported e) {
            throw ProblemException.of(ProblemCode.NOT_SUPPORTED_BY_PROVIDER, String.valueOf(e.getMessage()))
                    .with("capability", e.capability().wireName());
        }
    }

    private static ProblemException notAllowed(String pointer, String detail) {
        return ProblemException.invalid(List.of(new InvalidField(pointer, "not_allowed", detail)));
    }
}
