package dev.aside.cache.redis;

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

/** Holds the classes of this module against the plan of the house: it stands on the SPI and on Lettuce. */
final class ArchitectureTest {

    private static final String HERE = "dev.aside.cache.redis";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(HERE);

    @Test
    void theContractTheSpiAndLettuceAreAllItNeeds() {
        classes()
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        "java..",
                        "javax.net.ssl",
                        "org.jspecify..",
                        HERE,
                        "dev.aside.cache",
                        "dev.aside.cache.leaderboard",
                        "dev.aside.cache.route",
                        "dev.aside.cache.spi",
                        "io.lettuce.core..",
                        "io.netty.buffer",
                        "io.netty.channel",
                        "io.netty.util.concurrent"))
                .check(CLASSES);
    }

    /** What Lettuce is about to remove: the feed is this module's own. */
    @Test
    void lettucesOwnCachingIsNotUsed() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.lettuce.core.support.caching..")
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
    void theBackendAndItsBuilderAreAllThatIsPublic() {
        assertThat(CLASSES.stream()
                        .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                        .map(JavaClass::getName))
                .containsExactlyInAnyOrder(RedisBackend.class.getName(), RedisBackend.Builder.class.getName());
        assertThat(RedisBackend.class.getPackage().isAnnotationPresent(NullMarked.class))
                .isTrue();
    }
}
