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
                deletionProtection,
                operationId,
                (ObjectNode) outputs);
    }
}
