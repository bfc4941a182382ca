package dev.aside.cache.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who came first is first, until it leaves. */
@Timeout(30)
final class LineTest {

    private static final long LONG = 20_000;

    private final Line line = new Line();

    @Test
    void theFirstIsNext_andTheOthersAreNot() throws InterruptedException {
        assertThat(line.isEmpty()).isTrue();
        try (Line.Place first = line.join();
                Line.Place second = line.join()) {
            assertThat(first.await(1)).isTrue();
            assertThat(second.await(1)).isFalse();
            assertThat(line.isEmpty()).isFalse();
            assertThat(line.behind()).isEqualTo(1);
        }
        assertThat(line.isEmpty()).isTrue();
        assertThat(line.behind()).isZero();
    }

    @Test
    void whoLeavesLetsTheNextOneIn_andNotOneThatCameLater() throws Exception {
        ExecutorService threads = Executors.newSingleThreadExecutor();
        Line.Place first = line.join();
        Line.Place impatient = line.join();
        Line.Place third = line.join();
        Line.Place last = line.join();
        Future<Boolean> isNext = threads.submit(() -> third.await(LONG));
        impatient.close();
        assertThat(isNext.isDone()).isFalse();
        first.close();
        assertThat(isNext.get(10, TimeUnit.SECONDS)).isTrue();
        assertThat(last.await(1)).isFalse();
        third.close();
        assertThat(last.await(1)).isTrue();
        last.close();
        threads.shutdown();
    }
}
