package dev.aside.samples.demo.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class VersionsTest {
    private final Versions versions = new Versions(3, 1);

    @Test
    void writersOfOneObjectTakeTurns() throws InterruptedException, ExecutionException {
        List<Long> inOrder = new ArrayList<>();
        Callable<Void> writer = () -> {
            for (int i = 0; i < 1_000; i++) {
                versions.advance(2, inOrder::add);
            }
            return null;
        };
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            for (Future<Void> done : threads.invokeAll(List.of(writer, writer, writer, writer))) {
                done.get();
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(inOrder).isEqualTo(LongStream.rangeClosed(2, 4_001).boxed().toList());
    }

    @Test
    void aVersionWhoseChangeFailedIsNotUsedAgain() {
        assertThatThrownBy(() -> versions.advance(0, version -> {
                    throw new IllegalStateException("no database");
                }))
                .isInstanceOf(IllegalStateException.class);

        versions.advance(0, version -> assertThat(version).isEqualTo(3));
    }
}
