package dev.aside.cache.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.aside.cache.spi.CacheBackend;
import dev.aside.cache.spi.CacheRuntime;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** The control of the contract and of the model run: both pass boards that are right, and find each fault that is planted. */
final class LeaderboardControlTest {

    private static final int STEPS = 20_000;

    private static @Nullable BoardFault planted;

    @Test
    void boardsThatAreRight_passTheContract() {
        TestExecutionSummary summary = contract(null);
        assertThat(summary.getFailures())
                .extracting(failure -> failure.getTestIdentifier().getUniqueId() + ": " + failure.getException())
                .isEmpty();
        assertThat(summary.getTestsSucceededCount()).isGreaterThan(80);
    }

    @ParameterizedTest
    @EnumSource(BoardFault.class)
    void aPlantedFault_isFoundByTheContract(BoardFault fault) {
        assertThat(contract(fault).getTestsFailedCount()).isPositive();
    }

    private static TestExecutionSummary contract(@Nullable BoardFault fault) {
        planted = fault;
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(selectClass(NaiveContract.class))
                                .build(),
                        listener);
        return listener.getSummary();
    }

    @Test
    void boardsThatAreRight_passTheModelRun() {
        BoardModelRun run = run(null);
        assertThat(run.differences()).isEmpty();
        assertThat(run.steps()).isGreaterThanOrEqualTo(STEPS);
    }

    @ParameterizedTest
    @EnumSource(BoardFault.class)
    void aPlantedFault_isFoundByTheModelRun(BoardFault fault) {
        assertThat(run(fault).differences()).isNotEmpty();
    }

    private static BoardModelRun run(@Nullable BoardFault fault) {
        return BoardModelRun.of(new NaiveBackend(new NaiveBackend.Boards(fault)), new ManualTime(), STEPS, 5);
    }

    /** Of two nodes, whose boards have the planted fault. */
    static final class NaiveContract extends LeaderboardBackendContract {
        private final ManualTime time = new ManualTime();
        private final CacheRuntime runtime = time.runtime();
        private final NaiveBackend.Boards boards = new NaiveBackend.Boards(planted);

        @Override
        protected CacheBackend newBackend() {
            return new NaiveBackend(boards);
        }

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
