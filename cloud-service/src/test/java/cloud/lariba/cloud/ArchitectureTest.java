package cloud.lariba.cloud;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import cloud.lariba.testing.ArchitectureRules;
import com.tngtech.archunit.core.domain.JavaClasses;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    @Test
    void theServiceKeepsTheSharedRulesAndItsOwn() {
        JavaClasses classes = ArchitectureRules.check("cloud.lariba.cloud");

        noClasses()
                .that()
                .resideOutsideOfPackages("cloud.lariba.cloud.providers..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("software.amazon.awssdk..")
                .because("the types of an SDK stay in its provider")
                .check(classes);
        noClasses()
                .that()
                .resideInAPackage("cloud.lariba.cloud.operations")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "cloud.lariba.cloud.services..",
                        "cloud.lariba.cloud.providers..",
                        "cloud.lariba.cloud.provisioning..")
                .because("the engine drives any workflow, and knows none")
                .check(classes);
        noClasses()
                .that()
                .resideOutsideOfPackage("cloud.lariba.cloud.projects")
                .should()
                .callMethod(
                        "cloud.lariba.cloud.projects.ProjectRole", "permits", "cloud.lariba.cloud.projects.Permission")
                .because("ProjectAccess alone decides what a role may do")
                .check(classes);
    }
}
