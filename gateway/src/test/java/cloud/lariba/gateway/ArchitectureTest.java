package cloud.lariba.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import cloud.lariba.testing.ArchitectureRules;
import com.tngtech.archunit.core.domain.JavaClasses;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final JavaClasses CLASSES = ArchitectureRules.check("cloud.lariba.gateway");

    @Test
    void theGatewayHasNoResources() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jakarta.ws.rs..")
                .because("requests pass through on Vert.x alone")
                .check(CLASSES);
    }

    @Test
    void onlyTheForwardingPathKnowsWhereServicesAre() {
        noClasses()
                .that()
                .resideOutsideOfPackage("cloud.lariba.gateway.forwarding")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("cloud.lariba.rest.Neighbours")
                .check(CLASSES);
    }
}
