package cloud.lariba.cloud.services;

import cloud.lariba.cloud.catalog.QuotaUse;
import cloud.lariba.cloud.catalog.Selection;
import cloud.lariba.cloud.catalog.ServiceType;
import cloud.lariba.cloud.database.Json;
import cloud.lariba.cloud.database.JsonColumn;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.hibernate.annotations.ColumnTransformer;
import org.jspecify.annotations.Nullable;

/** A row of {@code services}. */
@Entity
@Table(name = "services")
class ServiceEntity {

    @Id
    UUID id;

    UUID projectId;
    String type;
    String provider;
    String region;

    String name;
    String plan;

    @Convert(converter = JsonColumn.class)
    @ColumnTransformer(write = JsonColumn.WRITE)
    JsonNode spec;

    @Convert(converter = JsonColumn.class)
    @ColumnTransformer(write = JsonColumn.WRITE)
    JsonNode labels;

    boolean deletionProtection;

    @Nullable
    Instant expiresAt;

    long generation;

    long vcpus;
    long memoryGb;
    long storageGb;
    long databases;

    String status;

    @Nullable
    String stateReason;

    @Convert(converter = JsonColumn.class)
    @ColumnTransformer(write = JsonColumn.WRITE)
    JsonNode conditions;

    @Convert(converter = JsonColumn.class)
    @ColumnTransformer(write = JsonColumn.WRITE)
    JsonNode outputs;

    /** What differs from what is asked for; see {@link Drift}. */
    @Convert(converter = JsonColumn.class)
    @ColumnTransformer(write = JsonColumn.WRITE)
    @Nullable
    JsonNode drift;

    /** Whether an operation has ended since the drift was seen. */
    boolean driftOutdated;

    /** {@code running} or {@code stopped}; null while nobody can tell. */
    @Nullable
    String desiredState;

    long observedGeneration;
    long resourceGeneration;

    @Nullable
    UUID operationId;

    @Version
    long version;

    Instant createdAt;
    Instant updatedAt;

    @Nullable
    Instant deletedAt;

    @SuppressWarnings("NullAway.Init") // for Hibernate
    protected ServiceEntity() {}

    ServiceEntity(UUID id, UUID projectId, Selection choice, JsonNode visibleSpec, Wishes wishes, Instant now) {
        this.id = id;
        this.projectId = projectId;
        this.type = choice.type().wireName();
        this.provider = choice.provider();
        this.region = choice.region();
        this.name = wishes.name();
        this.plan = choice.plan();
        this.spec = visibleSpec;
        this.labels = Json.tree(wishes.labels());
        this.deletionProtection = wishes.deletionProtection();
        this.expiresAt = wishes.expiresAt();
        this.generation = 1;
        this.resourceGeneration = 1;
        this.status = ServiceStatus.PENDING.wireName();
        this.conditions = Json.array();
        this.outputs = Json.object();
        this.createdAt = now;
        this.updatedAt = now;
        reserve(choice.quota());
    }

    /** Changed now, and later than before, whatever the clocks of those who change it say: what follows from one change to the next relies on it. */
    void touch(Instant now) {
        Instant next = updatedAt.plus(1, ChronoUnit.MICROS);
        updatedAt = now.isAfter(next) ? now : next;
    }

    ServiceStatus status() {
        return ServiceStatus.of(status).orElseThrow();
    }

    ServiceType type() {
        return ServiceType.of(type).orElseThrow();
    }

    /**
     * Whether it is to run or to be stopped.
     *
     * @param seen what it is now, which it is to be when nobody can tell
     */
    String requireState(ServiceStatus seen) {
        keepState();
        if (desiredState == null) {
            desiredState = seen.wireName();
        }
        return desiredState;
    }

    /** It is to be as it was seen last, where no operation has said otherwise. */
    void keepState() {
        boolean resting = status() == ServiceStatus.RUNNING || status() == ServiceStatus.STOPPED;
        if (desiredState == null && resting) {
            desiredState = status;
        }
    }

    /** Whether a look has found that there is no resource any more. */
    boolean isVanished() {
        return status() == ServiceStatus.DEGRADED && Findings.VANISHED.equals(Conditions.reason(conditions));
    }

    /** Whether the provider has not followed what was asked for last. */
    boolean isBehind() {
        return generation != observedGeneration;
    }

    QuotaUse quota() {
        return new QuotaUse(1, vcpus, memoryGb, storageGb, databases);
    }

    private void reserve(QuotaUse use) {
        vcpus = use.vcpus();
        memoryGb = use.memoryGb();
        storageGb = use.storageGb();
        databases = use.databases();
    }

    void wish(Wishes wishes, Instant now) {
        name = wishes.name();
        labels = Json.tree(wishes.labels());
        deletionProtection = wishes.deletionProtection();
        expiresAt = wishes.expiresAt();
        touch(now);
    }

    /** Begins a new life of a deleted service, whose resource has turned up again. */
    void revive(Selection choice, JsonNode visibleSpec, Wishes wishes, Instant now) {
        choose(choice, visibleSpec);
        wish(wishes, now);
        desiredState = null;
        status = ServiceStatus.PENDING.wireName();
        stateReason = null;
        conditions = Conditions.ready(ServiceStatus.PENDING, null, null, updatedAt);
        deletedAt = null;
    }

    /** Has the resource of this generation, which is none that is still to come. */
    void takeOver(long ofGeneration) {
        resourceGeneration = ofGeneration;
        generation = Math.max(generation, ofGeneration);
    }

    /** Asks the provider to follow another choice. */
    void choose(Selection choice, JsonNode visibleSpec) {
        plan = choice.plan();
        spec = visibleSpec;
        generation++;
        reserve(choice.quota());
    }

    Map<String, String> labelMap() {
        Map<String, String> map = new LinkedHashMap<>();
        labels.properties()
                .forEach(label -> map.put(label.getKey(), label.getValue().asText()));
        return map;
    }

    Service snapshot() {
        return new Service(
                id,
                projectId,
                name,
                type(),
                plan,
                provider,
                region,
                (ObjectNode) spec,
                generation,
                resourceGeneration,
                status(),
                desiredState == null ? null : ServiceStatus.of(desiredState).orElseThrow(),
                deletionProtection,
                operationId,
                (ObjectNode) outputs,
                version);
    }
}
