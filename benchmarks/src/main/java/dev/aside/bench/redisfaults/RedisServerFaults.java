package dev.aside.bench.redisfaults;

import dev.aside.bench.faults.Fault;
import dev.aside.bench.faults.Moments;
import dev.aside.cache.testkit.server.RedisServer;
import dev.aside.cache.testkit.server.TestServerException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What happens to a server of Redis itself, and to no other. */
final class RedisServerFaults {
    private RedisServerFaults() {}

    /** It has no room left, and throws nothing away. */
    static final class Full implements Fault<RedisPlace> {
        @Override
        public void strike(RedisPlace place) {
            tell(place.writer(), "CONFIG", "SET", "maxmemory", "1");
        }

        @Override
        public void mend(RedisPlace place) {
            tell(place.writer(), "CONFIG", "SET", "maxmemory", "0");
        }
    }

    /** It loads what it has kept, keys of others, and answers {@code LOADING} meanwhile. */
    static final class Loading implements Fault<RedisPlace> {
        private final Duration length;
        private @Nullable Path dump;
        private CompletableFuture<Void> started = CompletableFuture.completedFuture(null);

        Loading(Duration length) {
            this.length = length;
        }

        @Override
        public void prepare(RedisPlace place) {
            place.fill(length);
            dump = place.writer().dump();
        }

        @Override
        public void strike(RedisPlace place) {
            place.writer().kill();
            Path kept = Objects.requireNonNull(dump);
            started = CompletableFuture.runAsync(() -> place.writer().startAgain(kept));
        }

        @Override
        public void mend(RedisPlace place) {
            started.join();
        }
    }

    /** It becomes a replica, of a server that is not there, and answers {@code READONLY} to changes. */
    static final class ReadOnly implements Fault<RedisPlace> {
        @Override
        public void strike(RedisPlace place) {
            tell(place.writer(), "REPLICAOF", "127.0.0.1", "1");
        }

        @Override
        public void mend(RedisPlace place) {
            tell(place.writer(), "REPLICAOF", "NO", "ONE");
        }
    }

    /** It runs somebody's script that does not end, and answers {@code BUSY}. */
    static final class Busy implements Fault<RedisPlace> {
        private CompletableFuture<Void> script = CompletableFuture.completedFuture(null);

        @Override
        public void prepare(RedisPlace place) {
            tell(place.writer(), "CONFIG", "SET", "busy-reply-threshold", "50");
        }

        @Override
        public void strike(RedisPlace place) {
            script = CompletableFuture.runAsync(() -> {
                try {
                    tell(place.writer(), "EVAL", "while true do end", "0");
                } catch (TestServerException e) {
                    // It is killed: that is its only end.
                }
            });
        }

        @Override
        public void mend(RedisPlace place) {
            tell(place.writer(), "SCRIPT", "KILL");
            script.join();
        }
    }

    /** It forgets its scripts, again and again. */
    static final class NoScript implements Fault<RedisPlace> {
        @Override
        public void strike(RedisPlace place) {
            again(place);
        }

        @Override
        public void again(RedisPlace place) {
            tell(place.writer(), "SCRIPT", "FLUSH");
        }
    }

    /** Somebody empties it, again and again. */
    static final class FlushAll implements Fault<RedisPlace> {
        @Override
        public void again(RedisPlace place) {
            tell(place.writer(), "FLUSHALL");
        }
    }

    /** It is killed, and comes back with what it held a second and a half before. */
    static final class Restored implements Fault<RedisPlace> {
        private static final Duration LOST = Duration.ofMillis(1_500);

        private @Nullable Path dump;

        @Override
        public void strike(RedisPlace place) {
            dump = place.writer().dump();
            Moments.pass(LOST);
            place.writer().kill();
        }

        @Override
        public void mend(RedisPlace place) {
            place.writer().startAgain(Objects.requireNonNull(dump));
        }
    }

    static void tell(RedisServer server, String... words) {
        String unused = server.command(words);
    }
}
