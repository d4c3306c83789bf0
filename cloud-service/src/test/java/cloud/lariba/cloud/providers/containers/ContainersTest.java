package cloud.lariba.cloud.providers.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import cloud.lariba.cloud.providers.InstanceSettings;
import cloud.lariba.cloud.providers.InstanceSize;
import cloud.lariba.cloud.providers.InstanceSpec;
import cloud.lariba.cloud.providers.ResourceIdentity;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ContainersTest {

    private static final UUID SERVICE = UUID.fromString("01890000-0000-7000-8000-0000000000aa");
    private static final UUID PROJECT = UUID.fromString("01890000-0000-7000-8000-0000000000bb");
    private static final ResourceIdentity IDENTITY = new ResourceIdentity(SERVICE, PROJECT, "local", 3);

    @Test
    void aContainerIsMadeUnderTheServicesNameWithLabelsAndLimits() {
        InstanceSpec spec = new InstanceSpec(IDENTITY, settings("t3.micro", null), "sha256:abc", "token", 0);

        assertEquals(
                List.of(
                        "create --pull never --init --name lrb-018900000000700080000000000000aa-g3",
                        "--label lariba:installation-id=here",
                        "--label lariba:instance-type=t3.micro",
                        "--label lariba:project-id=" + PROJECT,
                        "--label lariba:service-id=" + SERVICE,
                        "--cpu-period 100000 --cpu-quota 200000 --memory 1073741824b --memory-swap 1073741824b",
                        "--pids-limit 512 --no-healthcheck --security-opt no-new-privileges",
                        "--entrypoint sleep sha256:abc infinity"),
                List.of(String.join(
                                " ", Containers.creation(spec, Limits.of(new InstanceSize(2, 1)), new Labels("here")))
                        .split(" (?=--label|--cpu-period|--pids-limit|--entrypoint)")));
    }

    @Test
    void noSecretStandsOnACommandLine() {
        InstanceSpec spec = new InstanceSpec(IDENTITY, settings("t3.micro", "the-secret"), "sha256:abc", "token", 0);

        assertFalse(Containers.creation(spec, Limits.of(new InstanceSize(2, 1)), new Labels("here")).stream()
                .anyMatch(word -> word.contains("the-secret")));
    }

    @Test
    void whatDockerShowsIsUnderstood() {
        String shown = """
                [{"Id":"5f","Name":"/lrb-1-g1","State":{"Status":"exited"},
                  "HostConfig":{"Memory":1073741824,"NanoCpus":0,"CpuPeriod":100000,"CpuQuota":200000},
                  "Config":{"Labels":{"lariba:instance-type":"t3.micro"}},
                  "NetworkSettings":{"IPAddress":"","Networks":{"bridge":{"IPAddress":""}}}}]
                """;

        assertEquals(
                List.of(new Container(
                        "5f",
                        "lrb-1-g1",
                        "exited",
                        Map.of("lariba:instance-type", "t3.micro"),
                        Limits.of(new InstanceSize(2, 1)),
                        "")),
                Container.parse(shown));
    }

    @Test
    void whatPodmanShowsIsUnderstood() {
        String shown = """
                [{"Id":"5f","Name":"lrb-1-g1","State":{"Status":"running"},
                  "HostConfig":{"Memory":1073741824,"NanoCpus":2000000000,"CpuPeriod":0,"CpuQuota":0},
                  "Config":{"Labels":null},
                  "NetworkSettings":{"Networks":{"podman":{"IPAddress":"10.88.0.2"}}}}]
                """;

        assertEquals(
                List.of(new Container(
                        "5f", "lrb-1-g1", "running", Map.of(), Limits.of(new InstanceSize(2, 1)), "10.88.0.2")),
                Container.parse(shown));
    }

    @Test
    void aContainerHasTheSizeThatItWasMadeInWhileItsLimitsSaySo() {
        Sizes sizes = new Sizes(TestEngine.SIZES);

        assertEquals("m7i.large", sizes.nameOf(some("m7i.large", Limits.of(new InstanceSize(2, 8)))));
        assertEquals("t3.large", sizes.nameOf(some("t3.micro", Limits.of(new InstanceSize(2, 8)))));
        assertEquals("unknown", sizes.nameOf(some("t3.micro", new Limits(1, 1))));
    }

    private static Container some(String madeAs, Limits limits) {
        return new Container("5f", "some", "running", Map.of(Labels.INSTANCE_TYPE, madeAs), limits, "");
    }

    private static InstanceSettings settings(String type, @Nullable String userData) {
        return new InstanceSettings(type, "ubuntu-24.04", 20, List.of(), userData, List.of(), false);
    }
}
