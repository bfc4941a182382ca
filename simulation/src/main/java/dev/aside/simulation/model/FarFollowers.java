package dev.aside.simulation.model;

import dev.aside.cache.spi.CacheRuntime;
import dev.aside.cache.spi.ReaderProof;
import java.time.Duration;

/** What a node knows of the servers that follow the master: it asks both again and again how far they are. */
final class FarFollowers {
    private final FarLink node;
    private final CacheRuntime runtime;
    private final Duration bound;
    private final ReaderProof proof = new ReaderProof();

    FarFollowers(FarLink node, CacheRuntime runtime, Duration bound) {
        this.node = node;
        this.runtime = runtime;
        this.bound = bound;
        if (!bound.isZero()) {
            watch();
        }
    }

    /** Returns whether a follower may answer a read that is sent now. */
    boolean mayAnswer() {
        return !bound.isZero()
                && node.rules().followers.mayAnswer(proof, runtime.ticker().nanos(), bound);
    }

    /** Whoever is behind the name may be another. */
    void lost() {
        proof.forget();
    }

    private void watch() {
        FarReader reader = node.reader();
        if (reader != null) {
            long sent = runtime.ticker().nanos();
            FarServers servers = node.servers();
            reader.wire().send(() -> {
                String history = servers.history();
                long written = servers.written();
                long reached = servers.reached();
                reader.wire().answer(() -> {
                    proof.sampled(sent, history, written);
                    proof.reached(history, reached);
                });
            });
        }
        Duration every = bound.dividedBy(8);
        Duration pause = every.compareTo(Duration.ofMillis(50)) < 0 ? every : Duration.ofMillis(50);
        runtime.scheduler().schedule(this::watch, pause);
    }
}
