package cloud.lariba.auth;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import cloud.lariba.testing.ArchitectureRules;
import com.tngtech.archunit.core.domain.JavaClasses;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    @Test
    void the_service_keeps_the_layering_and_its_features_apart() {
        JavaClasses classes = ArchitectureRules.check("cloud.lariba.auth");

        noClasses()
                .that()
                .resideOutsideOfPackage("..passwords..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.bouncycastle..")
                .because("how passwords are hashed is the business of one feature")
                .check(classes);
        noClasses()
                .that()
                .resideOutsideOfPackage("..keys..")
                .should()
                .dependOnClassesThat()
                .haveSimpleName("SigningKeyRows")
                .because("private keys leave the database in one place")
                .check(classes);
    }
}
