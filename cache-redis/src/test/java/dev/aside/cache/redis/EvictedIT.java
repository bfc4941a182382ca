package dev.aside.cache.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.Aside;
import dev.aside.cache.Cache;
import dev.aside.cache.Consistency;
import dev.aside.cache.LoadContext;
import dev.aside.cache.route.ChangeOutcome;
import dev.aside.cache.route.CommitPosition;
import dev.aside.cache.spi.EntryStore;
import dev.aside.cache.testkit.RealTime;
import dev.aside.cache.testkit.server.RedisServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.logging.Level;
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
    private static final String FILLER = "x".repeat(50_000);

    private final RedisServer redis = LeastUser.alone(RedisServer.builder()
                    .config("maxmemory", "8mb")
                    .config("maxmemory-samples", "64")
                    .config("maxmemory-policy", "allkeys-lru"))
            .start();
    private final Aside aside =
            Aside.builder().backend(LeastUser.backend(redis, "redis").build()).build();
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
        redis.close();
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

    private boolean isThere(String key) {
        return !String.valueOf(redis.command("KEYS", "*" + key + "*")).isBlank();
    }

    /** Writes until the server has forgotten a key, which has been touched longer ago than what is written. */
    private void evict(String key) {
        for (int i = 0; isThere(key); i++) {
            redis.command("SET", "filler" + i % 1_000, FILLER);
        }
    }

    @Test
    void changeWhoseFenceWasEvicted_isNotUndoneByALaggingReplica() {
        awaitQuiet();
        assertThat(cache.invalidate("changed")).isEqualTo(ChangeOutcome.APPLIED);
        assertThat(isThere("changed")).isTrue();
        evict("changed");
        RealTime.await("seen", EntryStore.EVICTION_NOTICE.multipliedBy(2), () -> {
            String unused = cache.get("key " + keys++);
            return age.isZero();
        });
        assertThat(isThere("changed")).isFalse();
        assertThat(cache.get("changed")).isEqualTo("new");
        RealTime.await("stored", PATIENCE, () -> cache.getIfPresent("changed") != null);
        assertThat(cache.getIfPresent("changed")).isEqualTo("new");
    }

    /** Its number begins at zero again, which is no eviction; what is from before its start does not count all the same. */
    @Test
    void serverThatStartsAgain_isOneThatHasEvictedNothing() {
        awaitQuiet();
        assertThat(cache.invalidate("changed")).isEqualTo(ChangeOutcome.APPLIED);
        redis.restart();
        RealTime.await("a connection", PATIENCE, () -> cache.invalidate("another") == ChangeOutcome.APPLIED);
        assertThat(cache.get("changed")).isEqualTo("new");
        awaitQuiet();
    }

    @Test
    void whoMayNotAsk_isToldOnce_andReadsNoReplicaByWhatWasKnownBefore() {
        List<String> rules = LeastUser.rules().stream()
                .flatMap(rule -> rule.equals("+info")
                        ? List.of("+info|server", "+info|replication", "+info|keyspace").stream()
                        : List.of(rule).stream())
                .toList();
        List<String> words = new ArrayList<>(List.of("ACL", "SETUSER", LeastUser.NAME, "reset"));
        words.addAll(List.of(LeastUser.with(rules)));
        redis.command(words.toArray(String[]::new));
        redis.restart();
        redis.command(words.toArray(String[]::new));
        try (Logged logged = new Logged(Evicted.class.getName(), Level.WARNING)) {
            RealTime.await("said", PATIENCE, () -> {
                String unused = cache.get("key " + keys++);
                return logged.warnings().findAny().isPresent();
            });
            assertThat(cache.get("changed")).isEqualTo("new");
            assertThat(age).isZero();
            assertThat(logged.warnings()).hasSize(1);
        }
    }
}
