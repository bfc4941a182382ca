package dev.aside.cache.memcached;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.Aside;
import dev.aside.cache.Cache;
import dev.aside.cache.Consistency;
import dev.aside.cache.LoadContext;
import dev.aside.cache.route.ChangeOutcome;
import dev.aside.cache.route.CommitPosition;
import dev.aside.cache.spi.EntryStore;
import dev.aside.cache.testkit.RealTime;
import dev.aside.cache.testkit.server.MemcachedServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server that has no room for a fence, and a replica of the database that has not replayed the change. Holds G4. */
@Timeout(60)
final class EvictedIT {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration LAG = Duration.ofSeconds(40);
    private static final CommitPosition BEFORE = CommitPosition.ordered("shop/1", 100);
    private static final CommitPosition LATER = CommitPosition.ordered("shop/1", 200);

    /** So much that what nobody reads is gone, but for what a look would make one that somebody reads. */
    private static final int ROUNDS = 200;

    private static final String FENCED = "changed, and not loaded since";

    private final MemcachedServer server = MemcachedServer.start("-m", "2");
    private final Aside aside =
            Aside.builder().backend(MemcachedBackend.of(Site.address(server))).build();
    private final Cache<String, String> cache = aside.cache("rows", String.class, String.class)
            .load(this::shop)
            .readsReplicas(true)
            .consistency(Consistency.EVENTUAL)
            .nearTier(false)
            .replicaLag(LAG)
            .changeMemory(LAG.multipliedBy(2))
            .operationTimeout(Duration.ofSeconds(2))
            .build();
    private volatile Duration age = Duration.ZERO;
    private volatile long seenNanos = System.nanoTime() - LAG.toNanos();
    private int keys;

    @AfterEach
    void close() {
        aside.close();
        server.close();
    }

    /**
     * A writer that has come to {@link #LATER}, and a replica that has not. Where the writer was not long ago is known from before the
     * change.
     */
    private String shop(String key) {
        LoadContext load = Objects.requireNonNull(LoadContext.current());
        age = load.sampleAge();
        boolean counts = System.nanoTime() - seenNanos <= age.toNanos();
        CommitPosition need = load.floor().merge(counts ? BEFORE : LATER);
        if (need.isUnknown() || !BEFORE.isAtLeast(need)) {
            load.proveWriter(LATER);
            return "new";
        }
        load.prove(BEFORE);
        return "old";
    }

    /** Waits until the server has said that it evicts nothing: a replica is read. */
    private void awaitQuiet() {
        RealTime.await("known", PATIENCE, () -> {
            String unused = cache.get("key " + keys++);
            return !age.isZero();
        });
        seenNanos = System.nanoTime();
        assertThat(cache.get("before")).isEqualTo("old");
    }

    /** Writes what is about as large as a fence until the server has long been full. */
    private void fill() throws IOException {
        try (Socket socket = new Socket(server.host(), server.port());
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
            OutputStream out = socket.getOutputStream();
            for (int round = 0; round < ROUNDS; round++) {
                StringBuilder text = new StringBuilder();
                for (int i = 0; i < 1_000; i++) {
                    int size = 1 + i % 250;
                    text.append("set filler").append(round).append('-').append(i);
                    text.append(" 0 0 ").append(size).append(" noreply\r\n");
                    text.append("x".repeat(size)).append("\r\n");
                }
                out.write(text.append("version\r\n").toString().getBytes(StandardCharsets.US_ASCII));
                out.flush();
                assertThat(in.readLine()).startsWith("VERSION");
            }
        }
    }

    @Test
    void changeWhoseFenceWasEvicted_isNotUndoneByALaggingReplica() throws IOException {
        awaitQuiet();
        assertThat(cache.invalidate("changed")).isEqualTo(ChangeOutcome.APPLIED);
        fill();
        assertThat(cache.explain("changed").toString()).as("evicted").doesNotContain(FENCED);
        RealTime.await("seen", EntryStore.EVICTION_NOTICE.multipliedBy(2), () -> {
            String unused = cache.get("key " + keys++);
            return age.isZero();
        });
        assertThat(cache.get("changed")).isEqualTo("new");
        RealTime.await("stored", PATIENCE, () -> cache.getIfPresent("changed") != null);
        assertThat(cache.getIfPresent("changed")).isEqualTo("new");
    }
}
