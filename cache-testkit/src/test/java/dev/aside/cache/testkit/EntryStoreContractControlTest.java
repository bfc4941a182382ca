package dev.aside.cache.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectNestedClass;

import dev.aside.cache.spi.CacheBackend;
import dev.aside.cache.spi.CacheRuntime;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** The contract's own control: it passes a store that keeps the rules, and finds each fault that is planted. */
final class EntryStoreContractControlTest {

    private static @Nullable Fault planted;

    @Test
    void aStoreThatKeepsTheRulesPasses() {
        TestExecutionSummary summary = run(null, List.of(selectClass(FaultyContract.class)));
        assertThat(summary.getFailures())
                .extracting(failure -> failure.getTestIdentifier().getUniqueId() + ": " + failure.getException())
                .isEmpty();
        assertThat(summary.getTestsSucceededCount()).isGreaterThan(1_000);
    }

    /** The named rules, the lives and the followers find each fault; the matrix would find it as well, and take longer. */
    @ParameterizedTest
    @EnumSource(Fault.class)
    void aPlantedFaultIsFound(Fault fault) {
        List<DiscoverySelector> rules = Stream.of(
                        EntryStoreContract.Rules.class,
                        EntryStoreContract.Lives.class,
                        EntryStoreContract.Followers.class)
                .<DiscoverySelector>map(nested -> selectNestedClass(List.of(FaultyContract.class), nested))
                .toList();
        assertThat(run(fault, rules).getTestsFailedCount()).isPositive();
    }

    private static TestExecutionSummary run(@Nullable Fault fault, List<DiscoverySelector> tests) {
        planted = fault;
        LauncherDiscoveryRequest request =
                LauncherDiscoveryRequestBuilder.request().selectors(tests).build();
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherFactory.create().execute(request, listener);
        return listener.getSummary();
    }

    @Test
    void aStoreThatKeepsARestartToItselfIsFound() {
        List<DiscoverySelector> restarts =
                List.of(selectNestedClass(List.of(SilentContract.class), EntryStoreContract.Restarts.class));
        assertThat(run(null, restarts).getTestsFailedCount()).isEqualTo(2);
    }

    /** The contract of a store with the planted fault. */
    static final class FaultyContract extends Timed {
        private final CacheBackend backend = new FaultyBackend(planted);

        @Override
        protected CacheBackend backend() {
            return backend;
        }
    }

    /** The contract of a store that tells nobody that it is another. */
    static final class SilentContract extends Timed {
        private final InMemoryBackend backend = new InMemoryBackend();

        @Override
        protected CacheBackend backend() {
            return backend;
        }

        @Override
        protected boolean restart() {
            int unused = backend.server().evict(key -> true);
            backend.dropConnection();
            return true;
        }
    }

    private abstract static class Timed extends EntryStoreContract {
        private final ManualTime time = new ManualTime();
        private final CacheRuntime runtime = time.runtime();

        @Override
        protected CacheRuntime runtime() {
            return runtime;
        }

        @Override
        protected void advance(Duration by) {
            time.advance(by);
        }
    }
}
