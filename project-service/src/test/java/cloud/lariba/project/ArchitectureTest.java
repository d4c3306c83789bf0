package cloud.lariba.project;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import cloud.lariba.testing.ArchitectureRules;
import com.tngtech.archunit.core.domain.JavaClasses;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    @Test
    void theServiceKeepsTheSharedRulesAndItsOwn() {
        JavaClasses classes = ArchitectureRules.check("cloud.lariba.project");

        noClasses()
                .that()
                .resideOutsideOfPackage("cloud.lariba.project.access")
                .should()
                .callMethod("cloud.lariba.project.access.Permission", "isGrantedTo", "cloud.lariba.project.access.Role")
                .because("ProjectAccess alone decides what a role may do")
                .check(classes);
        noClasses()
                .that()
                .resideInAnyPackage(
                        "cloud.lariba.project.access", "cloud.lariba.project.quota", "cloud.lariba.project.projects")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.eclipse.microprofile.rest.client..")
                .because("only deletion waits for other services")
                .check(classes);
    }
}
