package dev.aside.cache.local.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.aside.Aside;
import dev.aside.CacheBuilder;
import dev.aside.cache.CacheConfigurationException;
import dev.aside.cache.testkit.ManualTime;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every scenario in configurations in which every two settings meet, on time that only the test moves. */
final class MatrixTest {

    /** Each seed lets all pairs meet once, in other company. */
    private static final int SEEDS = 3;

    private static final List<Configuration> CONFIGURATIONS = LongStream.rangeClosed(1, SEEDS)
            .boxed()
            .flatMap(seed -> Configuration.pairwise(seed).stream())
            .toList();

    @Test
    void thereAreManyCases() {
        long cases = played().count() + refused().count();
        System.out.println("matrix: " + cases + " cases");
        assertThat(cases).isGreaterThan(3_000);
    }

    @TestFactory
    Stream<DynamicTest> played() {
        return CONFIGURATIONS.stream()
                .flatMap(configuration -> Arrays.stream(Scenario.values())
                        .map(scenario -> dynamicTest(
                                scenario + " [" + configuration + "]", () -> play(configuration, scenario))));
    }

    private static void play(Configuration configuration, Scenario scenario) {
        try (World world = new World(configuration)) {
            scenario.play(world);
            world.checkInvariants();
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError(scenario + " [" + configuration + "]: " + e.getMessage(), e);
        }
    }

    @TestFactory
    Stream<DynamicTest> refused() {
        return CONFIGURATIONS.stream()
                .flatMap(configuration -> Arrays.stream(Contradiction.values())
                        .filter(contradiction -> contradiction.concerns.test(configuration))
                        .map(contradiction -> dynamicTest(
                                contradiction + " [" + configuration + "]",
                                () -> refuse(configuration, contradiction))));
    }

    private static void refuse(Configuration configuration, Contradiction contradiction) {
        try (Aside aside = Aside.builder()
                .backend(configuration.tier().backend.get())
                .runtime(new ManualTime().runtime())
                .build()) {
            CacheBuilder<String, Object> builder = World.builder(aside, configuration, new Source(configuration));
            assertThatThrownBy(() -> {
                        contradiction.setting.accept(builder);
                        builder.build();
                    })
                    .isInstanceOf(CacheConfigurationException.class)
                    .hasMessageContaining(contradiction.message);
            assertThat(aside.caches()).isEmpty();
        }
    }
}
