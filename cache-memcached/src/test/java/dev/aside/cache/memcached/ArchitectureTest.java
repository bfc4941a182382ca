package dev.aside.cache.memcached;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Holds the classes of this module against the plan of the house: it stands on the SPI and on spymemcached. */
final class ArchitectureTest {

    private static final String HERE = "dev.aside.cache.memcached";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(HERE);

    @Test
    void theContractTheSpiAndSpymemcachedAreAllItNeeds() {
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
                        "net.spy.memcached",
                        "net.spy.memcached.metrics",
                        "net.spy.memcached.ops",
                        "net.spy.memcached.transcoders",
                        "net.spy.memcached.compat..",
                        "net.spy.memcached.protocol",
                        "net.spy.memcached.protocol.ascii",
                        "net.spy.memcached.protocol.binary",
                        "javax.net.ssl",
                        "javax.security.auth.callback"))
                .check(CLASSES);
    }

    /** What would read objects, wait, or redistribute: the client library's own client. */
    @Test
    void theLibrarysOwnClientIsNotUsed() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("net.spy.memcached.MemcachedClient")
                .orShould()
                .dependOnClassesThat()
                .haveSimpleNameContaining("SerializingTranscoder")
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
    void theBackendAndItsBuilderAreAllThatIsPublic_butForWhatTheLibraryMakesByItsName() {
        assertThat(CLASSES.stream()
                        .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                        .map(JavaClass::getName))
                .containsExactlyInAnyOrder(
                        MemcachedBackend.class.getName(),
                        MemcachedBackend.Builder.class.getName(),
                        ClientLog.class.getName());
        assertThat(MemcachedBackend.class.getPackage().isAnnotationPresent(NullMarked.class))
                .isTrue();
    }
}
