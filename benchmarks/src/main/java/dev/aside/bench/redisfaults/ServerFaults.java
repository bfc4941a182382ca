package dev.aside.bench.redisfaults;

import dev.aside.cache.testkit.server.RedisServer;
import dev.aside.cache.testkit.server.TestServerException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What happens to a server itself. */
final class ServerFaults {
    private ServerFaults() {}

    /** It ends as by a crash, and begins again with nothing. */
    static final class Kill implements Fault {
        @Override
        public void strike(Place place) {
            place.writer().kill();
        }

        @Override
        public void mend(Place place) {
            place.writer().startAgain();
        }
    }

    /** It is not there when the nodes begin. */
    static final class Absent implements Fault {
        @Override
        public void prepare(Place place) {
            place.writer().kill();
        }

        @Override
        public void mend(Place place) {
            place.writer().startAgain();
        }
    }

    /** It stands still, and its connections stay open. */
    static final class Freeze implements Fault {
        @Override
        public void strike(Place place) {
            place.writer().pause();
        }

        @Override
        public void mend(Place place) {
            place.writer().resume();
        }
    }

    /** It has no room left, and throws nothing away. */
    static final class Full implements Fault {
        @Override
        public void strike(Place place) {
            tell(place.writer(), "CONFIG", "SET", "maxmemory", "1");
        }

        @Override
        public void mend(Place place) {
            tell(place.writer(), "CONFIG", "SET", "maxmemory", "0");
        }
    }

    /** It loads what it has kept, keys of others, and answers {@code LOADING} meanwhile. */
    static final class Loading implements Fault {
        private final Duration length;
        private @Nullable Path dump;
        private CompletableFuture<Void> started = CompletableFuture.completedFuture(null);

        Loading(Duration length) {
            this.length = length;
        }

        @Override
        public void prepare(Place place) {
            place.fill(length);
            dump = place.writer().dump();
        }

        @Override
        public void strike(Place place) {
            place.writer().kill();
            Path kept = Objects.requireNonNull(dump);
            started = CompletableFuture.runAsync(() -> place.writer().startAgain(kept));
        }

        @Override
        public void mend(Place place) {
            started.join();
        }
    }

    /** It becomes a replica, of a server that is not there, and answers {@code READONLY} to changes. */
    static final class ReadOnly implements Fault {
        @Override
        public void strike(Place place) {
            tell(place.writer(), "REPLICAOF", "127.0.0.1", "1");
        }

        @Override
        public void mend(Place place) {
            tell(place.writer(), "REPLICAOF", "NO", "ONE");
        }
    }

    /** It runs somebody's script that does not end, and answers {@code BUSY}. */
    static final class Busy implements Fault {
        private CompletableFuture<Void> script = CompletableFuture.completedFuture(null);

        @Override
        public void prepare(Place place) {
            tell(place.writer(), "CONFIG", "SET", "busy-reply-threshold", "50");
        }

        @Override
        public void strike(Place place) {
            script = CompletableFuture.runAsync(() -> {
                try {
                    tell(place.writer(), "EVAL", "while true do end", "0");
                } catch (TestServerException e) {
                    // It is killed: that is its only end.
                }
            });
        }

        @Override
        public void mend(Place place) {
            tell(place.writer(), "SCRIPT", "KILL");
            script.join();
        }
    }

    /** It forgets its scripts, again and again. */
    static final class NoScript implements Fault {
        @Override
        public void strike(Place place) {
            again(place);
        }

        @Override
        public void again(Place place) {
            tell(place.writer(), "SCRIPT", "FLUSH");
        }
    }

    /** Somebody empties it, again and again. */
    static final class FlushAll implements Fault {
        @Override
        public void again(Place place) {
            tell(place.writer(), "FLUSHALL");
        }
    }

    /** It is killed, and comes back with what it held a second and a half before. */
    static final class Restored implements Fault {
        private static final Duration LOST = Duration.ofMillis(1_500);

        private @Nullable Path dump;

        @Override
        public void strike(Place place) {
            dump = place.writer().dump();
            Moments.pass(LOST);
            place.writer().kill();
        }

        @Override
        public void mend(Place place) {
            place.writer().startAgain(Objects.requireNonNull(dump));
        }
    }

    static void tell(RedisServer server, String... words) {
        String unused = server.command(words);
    }
}
