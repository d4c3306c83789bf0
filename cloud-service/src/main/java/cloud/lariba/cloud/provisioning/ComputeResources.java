package cloud.lariba.cloud.provisioning;

import cloud.lariba.cloud.catalog.ServiceType;
import cloud.lariba.cloud.database.Json;
import cloud.lariba.cloud.operations.Operation;
import cloud.lariba.cloud.operations.OperationType;
import cloud.lariba.cloud.operations.Step;
import cloud.lariba.cloud.providers.ComputeProvider;
import cloud.lariba.cloud.providers.Difference;
import cloud.lariba.cloud.providers.InstanceObservation;
import cloud.lariba.cloud.providers.InstanceSettings;
import cloud.lariba.cloud.providers.InstanceSpec;
import cloud.lariba.cloud.providers.Progress;
import cloud.lariba.cloud.providers.ProviderException;
import cloud.lariba.cloud.providers.Providers;
import cloud.lariba.cloud.providers.ResourceIdentity;
import cloud.lariba.cloud.services.Service;
import cloud.lariba.cloud.services.ServiceRecords;
import cloud.lariba.cloud.services.ServiceStatus;
import cloud.lariba.cloud.services.Specs;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Instances. */
@ApplicationScoped
class ComputeResources implements Resources {

    private static final String IMAGE_ID = "image_id";
    private static final String PLACE = "place";

    private final Providers providers;
    private final Specs specs;

    ComputeResources(Providers providers, Specs specs) {
        this.providers = providers;
        this.specs = specs;
    }

    @Override
    public ServiceType type() {
        return ServiceType.COMPUTE;
    }

    @Override
    public Progress ensure(Service service, Operation operation, Step step) {
        InstanceSettings settings = (InstanceSettings) specs.settings(service);
        String imageId =
                operation.step(ServiceSteps.CHOOSE_IMAGE).data().path(IMAGE_ID).asText();
        // The token is kept by being the operation's id: another operation, after the instance has vanished, makes
        // another instance.
        String clientToken = operation.id().toString();
        int place = step.data().path(PLACE).asInt();
        return provider(service)
                .ensureInstance(new InstanceSpec(service.identity(), settings, imageId, clientToken, place));
    }

    /**
     * Decides which image an instance boots, so that every attempt to make it asks for the same. One that is there has its image, and one that is
     * taken over must not be made again.
     */
    ObjectNode chooseImage(Service service, Operation operation) {
        ResourceIdentity identity = service.identity();
        if (operation.input().path(ServiceRecords.ADOPTED).asBoolean()) {
            return Json.object();
        }
        if (operation.type() != OperationType.CREATE
                && provider(service).observe(identity) instanceof InstanceObservation.Present) {
            return Json.object();
        }
        InstanceSettings settings = (InstanceSettings) specs.settings(service);
        return Json.object().put(IMAGE_ID, provider(service).imageId(identity, settings.image()));
    }

    @Override
    public Observed observe(Service service) {
        return switch (provider(service).observe(service.identity())) {
            case InstanceObservation.Absent absent -> new Observed.Absent();
            case InstanceObservation.Failed(String reason) -> new Observed.Broken(reason);
            case InstanceObservation.Present present ->
                switch (present.state()) {
                    case RUNNING -> new Observed.Ready(ServiceStatus.RUNNING, Json.tree(present.outputs()));
                    case STOPPED -> new Observed.Ready(ServiceStatus.STOPPED, Json.tree(present.outputs()));
                    case PENDING, REBOOTING, STOPPING, TERMINATING -> new Observed.Changing();
                };
        };
    }

    @Override
    public List<Difference> differences(Service service) {
        return provider(service).differences(service.identity(), (InstanceSettings) specs.settings(service));
    }

    @Override
    public Progress remove(Service service) {
        return provider(service).terminate(service.identity());
    }

    /** What the next try of a step is to know after this failure: where there is no capacity, it goes to the next place. */
    static ObjectNode after(ProviderException failure, Step step) {
        if (!(failure instanceof ProviderException.Retryable later)
                || !later.is(ProviderException.Retryable.Reason.CAPACITY)) {
            return step.data();
        }
        return step.data().deepCopy().put(PLACE, step.data().path(PLACE).asInt() + 1);
    }

    void start(Service service) {
        provider(service).start(service.identity());
    }

    void stop(Service service) {
        provider(service).stop(service.identity());
    }

    void reboot(Service service) {
        provider(service).reboot(service.identity());
    }

    private ComputeProvider provider(Service service) {
        return providers.get(service.provider()).compute();
    }
}
