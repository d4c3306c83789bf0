package cloud.lariba.testing;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

/** The layering that every service keeps. A service's {@code ArchitectureTest} calls {@link #check} and adds its own rules. */
public final class ArchitectureRules {

    private ArchitectureRules() {}

    /**
     * Checks the main classes of a service.
     *
     * @param basePackage the service's package, such as {@code cloud.lariba.project}
     */
    public static JavaClasses check(String basePackage) {
        JavaClasses classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(basePackage);
        for (ArchRule rule : rules(basePackage)) {
            rule.allowEmptyShould(true).check(classes);
        }
        return classes;
    }

    private static List<ArchRule> rules(String base) {
        return List.of(
                slices().matching(base + ".(*)..").should().beFreeOfCycles(),
                noClasses()
                        .that()
                        .haveSimpleNameNotEndingWith("Resource")
                        .and()
                        .haveSimpleNameNotEndingWith("Client")
                        .and()
                        .haveSimpleNameNotEndingWith("Mapper")
                        .and()
                        .haveSimpleNameNotEndingWith("Filter")
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage("jakarta.ws.rs..")
                        .because("HTTP ends at resources, clients, filters and mappers"),
                noClasses()
                        .that()
                        .haveSimpleNameEndingWith("Resource")
                        .should()
                        .dependOnClassesThat(
                                are(simpleNameEndingWith("Repository").or(simpleNameEndingWith("Entity"))))
                        .because("a resource calls use cases, which own persistence"),
                classes()
                        .that()
                        .areAnnotatedWith("jakarta.persistence.Entity")
                        .should()
                        .bePackagePrivate()
                        .because("entities stay inside their feature"),
                noClasses()
                        .should()
                        .callMethod(Instant.class, "now")
                        .orShould()
                        .callMethod(LocalDateTime.class, "now")
                        .orShould()
                        .callMethod(OffsetDateTime.class, "now")
                        .orShould()
                        .callMethod(System.class, "currentTimeMillis")
                        .orShould()
                        .callMethod(UUID.class, "randomUUID")
                        .because("time comes from the injected Clock and ids from the injected Ids"),
                noClasses()
                        .should()
                        .dependOnClassesThat(are(resideInAnyPackage("cloud.lariba..")
                                .and(not(resideInAnyPackage(
                                        base + "..",
                                        "cloud.lariba.problem..",
                                        "cloud.lariba.rest..",
                                        "cloud.lariba.identity..",
                                        "cloud.lariba.secrets..",
                                        "cloud.lariba.idempotency..",
                                        "cloud.lariba.outbox..")))))
                        .because("services know each other over REST only"));
    }
}
