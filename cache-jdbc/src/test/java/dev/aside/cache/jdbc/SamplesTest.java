package dev.aside.cache.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.route.CommitPosition;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Which of the places that the writer is known to have come to a load is held to. */
final class SamplesTest {

    private final Samples samples = new Samples();

    private static Progress place(int timeline, long bytes) {
        return Progress.of(CommitPosition.ordered("shop/" + timeline, bytes));
    }

    private static long millis(long count) {
        return Duration.ofMillis(count).toNanos();
    }

    private Progress since(long millis) {
        Samples.Sample found = samples.since(millis(millis));
        return Objects.requireNonNull(found, "a sample").progress();
    }

    @Test
    void ofThoseThatAreYoungEnough_theOldestIsTaken() {
        samples.saw(place(1, 10), millis(100));
        samples.saw(place(1, 20), millis(600));
        samples.saw(place(1, 30), millis(1_100));
        assertThat(since(0)).isEqualTo(place(1, 10));
        assertThat(since(100)).isEqualTo(place(1, 10));
        assertThat(since(101)).isEqualTo(place(1, 20));
        assertThat(since(1_100)).isEqualTo(place(1, 30));
        assertThat(samples.since(millis(1_101))).isNull();
    }

    @Test
    void whatIsCloseToTheLast_isNotKept() {
        samples.saw(place(1, 10), millis(100));
        samples.saw(place(1, 11), millis(110));
        samples.saw(place(1, 12), millis(125));
        assertThat(samples.since(millis(101)))
                .extracting(Samples.Sample::progress)
                .isEqualTo(place(1, 12));
    }

    @Test
    void ofATimelineThatHasEnded_nothingIsAskedForAnyMore() {
        samples.saw(place(1, 90), millis(100));
        samples.saw(place(2, 50), millis(600));
        assertThat(since(0)).isEqualTo(place(2, 50));
    }

    /** Of two domains each is for itself: a sample that lacks one of them is of another life. */
    @Test
    void ofSeveralDomains_allMustHaveComeAsFar() {
        samples.saw(Gtids.progress("0-1-10,1-1-5"), millis(100));
        samples.saw(Gtids.progress("0-1-20,1-1-5"), millis(600));
        assertThat(since(0)).isEqualTo(Gtids.progress("0-1-10,1-1-5"));
        samples.saw(Gtids.progress("0-1-30,1-1-4"), millis(1_100));
        assertThat(since(0)).isEqualTo(Gtids.progress("0-1-30,1-1-4"));
    }

    /** What it has written goes on where the one before had stopped; a sample of before compares with nothing of after. */
    @Test
    void ofAWriterThatIsNoneAnyMore_nothingIsAskedForAnyMore() {
        samples.saw(Gtids.progress("0-1-10"), millis(100));
        samples.saw(Gtids.progress("0-2-11"), millis(600));
        assertThat(since(0)).isEqualTo(Gtids.progress("0-2-11"));
    }

    @Test
    void whatIsNotKnown_isNoSample() {
        samples.saw(Progress.UNKNOWN, millis(100));
        samples.saw(Progress.of(CommitPosition.UNKNOWN), millis(200));
        samples.saw(Progress.of(CommitPosition.NONE), millis(300));
        assertThat(samples.since(0)).isNull();
    }

    @Test
    void noMoreThanSomeAreKept() {
        for (int i = 1; i <= 1_000; i++) {
            samples.saw(place(1, i), millis(30L * i));
        }
        assertThat(since(0)).isEqualTo(place(1, 937));
    }
}
