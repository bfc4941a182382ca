package dev.aside.cache.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** Plants each leak in a test of its own, and looks at how that test ends. */
final class LeakCheckTest {

    @AfterEach
    void endWhatWasPlanted() {
        PlantedLeaks.end();
    }

    @ParameterizedTest
    @CsvSource({
        "leavesAThread, THREAD: planted",
        "leavesAnAsideWithThreads, 'ASIDE: not closed, its thread aside-timer'",
        "leavesAnAsideOnANode, 'ASIDE: not closed, nor is its backend, caches [rows]'",
        "leavesAnAsideThatIsRecorded, 'ASIDE: not closed, its cache rows is open'",
        "leavesAFlight, FLIGHT: 1 given to a ManualExecutor",
        "leavesABatch, FLIGHT: 1 sent by a node to a server that still hangs",
        "leavesALease, 'LEASE: 1 held on a server'",
        "leavesAChange, 'CHANGE: 1 open on a server'"
    })
    void aLeakIsFoundAndNamed(String planted, String message) {
        assertThat(failures(PlantedLeaks.class, planted))
                .singleElement()
                .asString()
                .contains(planted, message);
    }

    @Test
    void whatIsAllowedIsLeft() {
        assertThat(failures(PlantedLeaks.class, "leavesALeaseAsItMay")).isEmpty();
    }

    /** A lease that is given back has a deadline of its own: that very moment, where time stands still. */
    @ParameterizedTest
    @ValueSource(strings = {"tidiesUp", "loadsInVain", "isWatchedByJunit"})
    void aTestThatLeavesNothingPasses(String test) {
        assertThat(failures(PlantedLeaks.class, test)).isEmpty();
    }

    @Test
    void aThreadOfTestsThatOverlapIsBlamedOnAllOfThemWhenTheLastEnds() {
        ThreadWatch.enter("one");
        ThreadWatch.enter("other");
        PlantedLeaks.startThread();
        assertThat(ThreadWatch.leave().threads()).isEmpty();
        List<Leaks.Found> found = Leaks.of(ThreadWatch.leave());
        assertThat(found).singleElement().asString().contains("planted", "[one, other]");
    }

    @Test
    void inParallelALeakIsFoundOnceWhoeverEndsLast() {
        LauncherDiscoveryRequest together = LauncherDiscoveryRequestBuilder.request()
                .selectors(
                        selectMethod(PlantedLeaks.class, "leavesAThread"), selectMethod(PlantedLeaks.class, "tidiesUp"))
                .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
                .configurationParameter("junit.jupiter.execution.parallel.mode.default", "concurrent")
                .build();
        assertThat(failures(together, 2)).singleElement().asString().contains("planted");
    }

    private static List<Throwable> failures(Class<?> type, String method) {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectMethod(type, method))
                .build();
        return failures(request, 1);
    }

    private static List<Throwable> failures(LauncherDiscoveryRequest request, int tests) {
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherFactory.create().execute(request, listener);
        assertThat(listener.getSummary().getTestsStartedCount()).isEqualTo(tests);
        return listener.getSummary().getFailures().stream()
                .map(failure -> failure.getException())
                .toList();
    }
}
