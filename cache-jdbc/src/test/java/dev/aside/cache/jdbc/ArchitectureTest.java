package dev.aside.cache.jdbc;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.Security;
import java.sql.DriverManager;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Holds the classes of this module against the plan of the house: it stands on the contract and on HikariCP. */
final class ArchitectureTest {

    private static final String HERE = "dev.aside.cache.jdbc";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(HERE);

    /** It knows no engine and no driver. */
    @Test
    void theContractAndHikariAreAllItNeeds() {
        classes()
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        "java..",
                        "javax.net",
                        "javax.net.ssl",
                        "javax.sql",
                        "org.jspecify..",
                        HERE,
                        "dev.aside.cache",
                        "dev.aside.cache.route",
                        "dev.aside.cache.spi",
                        "com.zaxxer.hikari",
                        "com.zaxxer.hikari.pool",
                        "com.zaxxer.hikari.util"))
                .check(CLASSES);
    }

    @Test
    void nobodyWaitsWhereCallersSeeIt() {
        methods()
                .that()
                .areDeclaredInClassesThat()
                .arePublic()
                .should()
                .notHaveModifier(JavaModifier.SYNCHRONIZED)
                .check(CLASSES);
        noClasses().should().callMethod(Thread.class, "sleep", long.class).check(CLASSES);
    }

    /** How names are resolved, and how long a login may take, is the application's to say for the whole JVM. */
    @Test
    void nothingIsSetForTheWholeJvm() {
        noClasses()
                .should()
                .callMethod(System.class, "setProperty", String.class, String.class)
                .orShould()
                .callMethod(Security.class, "setProperty", String.class, String.class)
                .orShould()
                .callMethod(DriverManager.class, "setLoginTimeout", int.class)
                .check(CLASSES);
    }

    @Test
    void oneNullMarkedPackageIsExported() throws URISyntaxException {
        Path here = Path.of(EndpointDataSource.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        ModuleDescriptor module = ModuleFinder.of(here).find(HERE).orElseThrow().descriptor();
        assertThat(module.exports())
                .extracting(ModuleDescriptor.Exports::source)
                .containsExactly(HERE);
        assertThat(module.packages()).isEqualTo(Set.of(HERE));
        assertThat(EndpointDataSource.class.getPackage().isAnnotationPresent(NullMarked.class))
                .isTrue();
    }
}
