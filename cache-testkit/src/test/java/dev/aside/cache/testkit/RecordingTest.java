package dev.aside.cache.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aside.Aside;
import dev.aside.cache.Cache;
import dev.aside.cache.spi.Recorder;
import dev.aside.cache.spi.SlotStep;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeakCheck.class)
final class RecordingTest {

    private static final String SECRET = "canary-s3cret";

    private final ManualTime time = new ManualTime();
    private final InMemoryBackend node = new InMemoryBackend();
    private final Recording recording = new Recording().steps(node);
    private final Aside aside = Aside.builder()
            .backend(node)
            .recorder(recording)
            .runtime(time.runtime())
            .build();

    private final Cache<String, String> rows = aside.cache("rows", String.class, String.class)
            .load(this::load)
            .write((key, value) -> {})
            .build();

    private Runnable meanwhile = () -> {};

    private String load(String key) {
        meanwhile.run();
        return "row " + key;
    }

    @AfterEach
    void close() {
        aside.close();
    }

    @Test
    void readsLoadsAndChangesAreCounted() {
        rows.get(SECRET);
        rows.get(SECRET);
        rows.put("b", "B");
        rows.invalidate(SECRET);
        recording
                .of("rows")
                .misses(1)
                .farHits(1)
                .nearHits(0)
                .loads(1)
                .failedLoads(0)
                .puts(1)
                .invalidations(1)
                .refusedFills(0)
                .staleServed(0)
                .bypasses(0)
                .pendingChanges(0)
                .steps(SlotStep.Begin.class, 1)
                .steps(SlotStep.End.class, 1);
        assertThat(recording.stats("rows").loads()).isEqualTo(1);
        assertThat(recording.events("rows", Recording.Loaded.class))
                .singleElement()
                .matches(Recording.Loaded::succeeded);
    }

    @Test
    void aRefusedFillHasItsReason() {
        meanwhile = () -> rows.invalidate("a");
        rows.get("a");
        recording.of("rows").refusedFills(1).refusedFills(Recorder.Refusal.CHANGED, 1);
        assertThat(recording.events()).contains(new Recording.Refused("rows", Recorder.Refusal.CHANGED));
    }

    @Test
    void aChangeThatTheServerDidNotHearOfIsPending() {
        node.faults().next().timeOut();
        rows.invalidate("a");
        recording.of("rows").pendingChanges(1);
    }

    @Test
    void whatIsForgottenIsNotCounted() {
        rows.get("a");
        recording.forget();
        rows.get("a");
        recording.of("rows").misses(0).loads(0).farHits(1);
        assertThat(recording.events("rows", Recording.Loaded.class)).isEmpty();
    }

    @Test
    void aFailureShowsWhatWasRecordedAndNeitherKeyNorValue() {
        rows.get(SECRET);
        assertThatThrownBy(() -> recording.of("rows").loads(2))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("expected loads: 2, but there were 1")
                .hasMessageContaining("misses: 1")
                .hasMessageContaining("rows: load succeeded")
                .hasMessageContaining("rows: Fill of ENTRY -> Applied")
                .message()
                .doesNotContain(SECRET);
    }

    @Test
    void aCacheThatNobodyBuiltIsNamedWithThoseThatWere() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> recording.of("other"))
                .withMessageContaining("[rows]");
    }

    @Test
    void ofTwoCachesOfOneNameNoCountsAreTold() {
        try (Aside second = Aside.builder()
                .backend(new InMemoryBackend(node.server()))
                .recorder(recording)
                .runtime(time.runtime())
                .build()) {
            second.cache("rows", String.class, String.class).build();
            assertThatIllegalStateException()
                    .isThrownBy(() -> recording.of("rows"))
                    .withMessageContaining("give each Aside its own");
        }
    }
}
