package cloud.lariba.cloud.providers;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ProvidersArchitectureTest {

    private final JavaClasses main = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("cloud.lariba.cloud");

    @Test
    void aClientsLibraryNeverLeavesItsProvider() {
        noClasses()
                .that()
                .resideOutsideOfPackage("cloud.lariba.cloud.providers.*")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("software.amazon..", "org.postgresql..")
                .check(main);
    }

    @Test
    void aProviderIsKnownByItsInterfacesOnly() {
        classes()
                .that()
                .resideInAnyPackage("cloud.lariba.cloud.providers.local", "cloud.lariba.cloud.providers.aws")
                .and()
                .areTopLevelClasses()
                .should()
                .bePackagePrivate()
                .check(main);
    }

    @Test
    void providersDoNotKnowEachOther() {
        noClasses()
                .that()
                .resideInAPackage("cloud.lariba.cloud.providers.local")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("cloud.lariba.cloud.providers.aws")
                .check(main);
        noClasses()
                .that()
                .resideInAPackage("cloud.lariba.cloud.providers.aws")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("cloud.lariba.cloud.providers.local")
                .check(main);
    }

    @Test
    void whatProvidersShareKnowsNoneOfThem() {
        noClasses()
                .that()
                .resideInAnyPackage("cloud.lariba.cloud.providers.postgres", "cloud.lariba.cloud.providers.containers")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("cloud.lariba.cloud.providers.local", "cloud.lariba.cloud.providers.aws")
                .check(main);
        noClasses()
                .that()
                .resideOutsideOfPackage("cloud.lariba.cloud.providers.*")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("cloud.lariba.cloud.providers.postgres", "cloud.lariba.cloud.providers.containers")
                .check(main);
    }
}
