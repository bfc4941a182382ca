package dev.aside.cache.local;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Holds the classes of this module against the plan of the house: it stands on the SPI and on Caffeine. */
final class ArchitectureTest {

    private static final String HERE = "dev.aside.cache.local";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(HERE);

    @Test
    void theContractTheSpiAndCaffeineAreAllItNeeds() {
        classes()
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        "java..",
                        "org.jspecify..",
                        HERE,
                        "dev.aside.cache",
                        "dev.aside.cache.leaderboard",
                        "dev.aside.cache.route",
                        "dev.aside.cache.spi",
                        "com.github.benmanes.caffeine.cache"))
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
        noClasses()
                .should()
                .callMethod(Thread.class, "sleep", long.class)
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(ObjectInputStream.class, ObjectOutputStream.class)
                .check(CLASSES);
    }

    @Test
    void oneNullMarkedPackageIsExported() throws URISyntaxException {
        Path here = Path.of(EmbeddedBackend.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        ModuleDescriptor module = ModuleFinder.of(here).find(HERE).orElseThrow().descriptor();
        assertThat(module.exports())
                .extracting(ModuleDescriptor.Exports::source)
                .containsExactly(HERE);
        assertThat(module.packages()).isEqualTo(Set.of(HERE));
        assertThat(EmbeddedBackend.class.getPackage().isAnnotationPresent(NullMarked.class))
                .isTrue();
    }
}
