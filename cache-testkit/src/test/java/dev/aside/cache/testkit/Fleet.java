package dev.aside.cache.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.route.CommitPosition;
import dev.aside.cache.route.EndpointRole;
import dev.aside.cache.spi.CacheRuntime;
import dev.aside.cache.spi.EntryStore;
import dev.aside.cache.spi.InvalidationFeed;
import dev.aside.cache.spi.NearSpec;
import dev.aside.cache.spi.SlotKey;
import dev.aside.cache.spi.SlotStep;
import dev.aside.cache.spi.StepReply;
import dev.aside.cache.spi.StoreSpec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/** Nodes on one server, for the tests of the in-memory backend. */
final class Fleet {

    static final Duration TIMEOUT = Duration.ofMillis(100);
    static final Duration PROOFS = Duration.ofMillis(250);

    final ManualTime time = new ManualTime();
    final InMemoryServer server;

    Fleet() {
        this(InMemoryServer.redis());
    }

    Fleet(InMemoryServer server) {
        this.server = server;
    }

    static SlotKey key(String text) {
        return SlotKey.ofBytes(SlotKey.Kind.ENTRY, text.getBytes(StandardCharsets.UTF_8));
    }

    Node node(long seed) {
        return new Node(new InMemoryBackend(server), time.runtime(Runnable::run, seed));
    }

    /** One node, one store on it, and what its feed has said. */
    static final class Node {
        final InMemoryBackend backend;
        final EntryStore store;
        final List<String> told = new ArrayList<>();
        private final CacheRuntime runtime;

        Node(InMemoryBackend backend, CacheRuntime runtime) {
            this.backend = backend;
            this.runtime = runtime;
            NearSpec near = new NearSpec("products", 100, -1, null, null);
            StoreSpec spec = new StoreSpec(
                    "products", Duration.ofMillis(100), Duration.ofSeconds(30), Duration.ZERO, near, null);
            this.store = backend.open(spec, runtime);
        }

        InvalidationFeed feed() {
            return Objects.requireNonNull(store.feed());
        }

        InvalidationFeed.Subscription subscribe() {
            long start = runtime.ticker().nanos();
            return feed().subscribe(new Told(told, start), PROOFS);
        }

        CompletableFuture<List<StepReply>> send(SlotStep... steps) {
            return store.execute(List.of(steps), TIMEOUT).toCompletableFuture();
        }

        StepReply now(SlotStep step) {
            CompletableFuture<List<StepReply>> answer = send(step);
            assertThat(answer).as("answered on the caller's thread").isCompleted();
            return answer.join().get(0);
        }

        StepReply.Seen read(SlotKey key) {
            return (StepReply.Seen) now(new SlotStep.Read(key, EndpointRole.WRITER));
        }

        StepReply fence(SlotKey key) {
            return now(fenceOf(key));
        }

        SlotStep fenceOf(SlotKey key) {
            return new SlotStep.Fence(key, runtime.newStamp(), CommitPosition.NONE);
        }

        List<String> toldSince() {
            List<String> since = List.copyOf(told);
            told.clear();
            return since;
        }
    }

    private record Told(List<String> told, long start) implements InvalidationFeed.Listener {
        @Override
        public void changed(int source, SlotKey key) {
            told.add("changed " + new String(key.bytes(), StandardCharsets.UTF_8));
        }

        @Override
        public void lost(int source) {
            told.add("lost");
        }

        @Override
        public void proven(int source, long sentNanos) {
            told.add("proven " + Duration.ofNanos(sentNanos - start).toMillis());
        }
    }
}
