package dev.aside;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import dev.aside.cache.Cache;
import dev.aside.cache.spi.CacheRuntime;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Holds the classes of this module against the plan of the house: arrows run down only. */
final class ArchitectureTest {

    private static final String TOP = "dev.aside";
    private static final String CONTRACT = "dev.aside.cache";
    private static final String CODEC = "dev.aside.cache.codec";
    private static final String ROUTE = "dev.aside.cache.route";
    private static final String SPI = "dev.aside.cache.spi";
    private static final String ENGINE = "dev.aside.cache.engine";
    private static final String SESSION = "dev.aside.cache.session";
    private static final String SESSION_ENGINE = "dev.aside.cache.engine.session";
    private static final String BOARD = "dev.aside.cache.leaderboard";
    private static final String BOARD_ENGINE = "dev.aside.cache.engine.leaderboard";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(TOP);

    /** Row 92: no logging library, no management, nothing else that may be missing. */
    @Test
    void thePlatformAndJSpecifyAreAllItNeeds() {
        classes()
                .should()
                .onlyDependOnClassesThat(
                        resideInAnyPackage("java..", "javax.crypto..", "org.jspecify..", "dev.aside.."))
                .check(CLASSES);
    }

    @Test
    void arrowsRunDownOnly() {
        knowsNothingOf(SESSION_ENGINE, TOP, BOARD_ENGINE, BOARD);
        knowsNothingOf(BOARD_ENGINE, TOP, SESSION_ENGINE, SESSION);
        knowsNothingOf(ENGINE, TOP, SESSION_ENGINE, SESSION, BOARD_ENGINE, BOARD);
        knowsNothingOf(SPI, TOP, ENGINE);
        knowsNothingOf(CONTRACT, TOP, ENGINE, SPI);
        knowsNothingOf(SESSION, TOP, ENGINE, SESSION_ENGINE, SPI, CODEC, ROUTE);
        knowsNothingOf(BOARD, TOP, ENGINE, BOARD_ENGINE, SPI, CODEC, ROUTE);
        knowsNothingOf(CODEC, TOP, ENGINE, SPI, ROUTE);
        knowsNothingOf(ROUTE, TOP, ENGINE, SPI, CODEC);
    }

    private static void knowsNothingOf(String lower, String... upper) {
        noClasses()
                .that()
                .resideInAPackage(lower)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(upper)
                .check(CLASSES);
    }

    @Test
    void packagesMakeNoCircles() {
        slices().matching("dev.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void filesOfTheEngineMakeNoCircles() {
        for (String engine : List.of(ENGINE, SESSION_ENGINE, BOARD_ENGINE)) {
            slices().assignedFrom(new FilesOf(engine))
                    .should()
                    .beFreeOfCycles()
                    .check(CLASSES.that(resideInAnyPackage(engine)));
        }
    }

    @Test
    void theEngineIsExportedToNobody() throws URISyntaxException {
        Path here = Path.of(
                Cache.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        ModuleDescriptor module =
                ModuleFinder.of(here).find("dev.aside.cache.api").orElseThrow().descriptor();
        assertThat(module.exports())
                .allSatisfy(exported -> assertThat(exported.isQualified()).isFalse())
                .extracting(ModuleDescriptor.Exports::source)
                .containsExactlyInAnyOrder(TOP, CONTRACT, CODEC, ROUTE, SESSION, BOARD, SPI);
        assertThat(module.packages()).contains(ENGINE);
    }

    @Test
    void everyPackageIsNullMarked() throws ClassNotFoundException {
        for (String name : packages()) {
            assertThat(Class.forName(name + ".package-info").isAnnotationPresent(NullMarked.class))
                    .as(name)
                    .isTrue();
        }
    }

    private static Set<String> packages() {
        return CLASSES.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toSet());
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
                .callMethodWhere(describe("it is Thread.sleep", ArchitectureTest::sleeps))
                .check(CLASSES);
    }

    /** Where a caller waits there is a time-out, and an interrupt is seen. */
    @Test
    void onlyOneClassOfTheEngineWaits() {
        noClasses()
                .that()
                .resideInAnyPackage(ENGINE, SESSION_ENGINE, BOARD_ENGINE)
                .and()
                .doNotHaveSimpleName("Waits")
                .should()
                .callMethodWhere(describe("it waits", ArchitectureTest::waits))
                .check(CLASSES);
    }

    private static boolean waits(JavaMethodCall call) {
        JavaClass owner = call.getTargetOwner();
        boolean forFuture =
                owner.isAssignableTo(Future.class) && Set.of("get", "join").contains(call.getName());
        boolean forThreads = owner.getPackageName().startsWith("java.util.concurrent")
                && Set.of("await", "acquire", "take", "park", "parkNanos").contains(call.getName());
        boolean onMonitor = owner.isEquivalentTo(Object.class) && call.getName().equals("wait");
        return forFuture || forThreads || onMonitor;
    }

    /** Row 57: no life depends on the clock on the wall. */
    @Test
    void nobodyLooksAtTheWallClock() {
        noClasses()
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(CacheRuntime.class, "wallClock")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Clock.class)
                .check(CLASSES);
    }

    /** Virtual threads are pinned by it before JDK 24, so it is not even used where no caller sees it. */
    @Test
    void nothingThatIsPublishedSynchronizes() throws IOException {
        for (String module : List.of("cache-api", "cache-local", "cache-jdbc", "cache-testkit", "integrations")) {
            try (Stream<Path> files = Files.walk(Path.of(System.getProperty("project.root"), module))) {
                List<Path> sources = files.filter(file -> file.toString().endsWith(".java"))
                        .filter(file ->
                                file.toString().contains(Path.of("src", "main").toString()))
                        .toList();
                assertThat(sources).isNotEmpty();
                for (Path source : sources) {
                    assertThat(Files.readString(source)).as(source.toString()).doesNotContain("synchronized");
                }
            }
        }
    }

    private static boolean sleeps(JavaMethodCall call) {
        return call.getTargetOwner().isEquivalentTo(Thread.class)
                && call.getName().equals("sleep");
    }

    @Test
    void javaSerializationIsNotUsed() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .areAssignableTo(ObjectInputStream.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(ObjectOutputStream.class)
                .check(CLASSES);
    }

    /** A slice for each file of one package: a class with all that is nested in it. */
    private record FilesOf(String packageName) implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            if (!type.getPackageName().equals(packageName)) {
                return SliceIdentifier.ignore();
            }
            String name = type.getName().substring(packageName.length() + 1);
            int nested = name.indexOf('$');
            return SliceIdentifier.of(nested < 0 ? name : name.substring(0, nested));
        }

        @Override
        public String getDescription() {
            return "files of " + packageName;
        }
    }
}
