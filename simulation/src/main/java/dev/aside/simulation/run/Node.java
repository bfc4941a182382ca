package dev.aside.simulation.run;

import dev.aside.cache.AsyncCache;
import dev.aside.cache.engine.CacheOptions;
import dev.aside.cache.engine.EngineProbe;
import dev.aside.cache.engine.Ports;
import dev.aside.cache.local.CaffeineTiers;
import dev.aside.cache.spi.Recorder;
import dev.aside.simulation.model.ChannelFeed;
import dev.aside.simulation.node.NodeRuntime;
import dev.aside.simulation.oracle.Own;
import dev.aside.simulation.oracle.Value;
import dev.aside.simulation.plan.Setting;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.jspecify.annotations.Nullable;

/** One node, from its start to its end: the shipped engine, and what its callers have been told. */
final class Node {
    /** The user's code: what loads and writes on a node. */
    interface UserCode {
        @Nullable
        Value load(Node node, int key) throws Exception;

        Map<Integer, Value> loadAll(Node node, Set<Integer> keys) throws Exception;

        void write(Node node, int key, Value value) throws Exception;
    }

    private static final CaffeineTiers TIERS = new CaffeineTiers();
    /** Enough that two of the few keys of a run do not share one. */
    private static final int STRIPES = 1 << 10;

    final int index;
    final NodeRuntime runtime;
    final EngineProbe<Integer, Value> cache;
    final AsyncCache<Integer, Value> async;
    final Own own;
    private final Tap backend;
    /** How many reads have been asked for, each key of many as one. */
    long reads;

    /** Starts one. */
    Node(int index, NodeRuntime runtime, Models around, Setting setting, UserCode code, Subject subject) {
        this.index = index;
        this.runtime = runtime;
        this.backend = new Tap(
                around.connect(runtime),
                runtime.host(),
                subject.messenger().get(),
                subject.engine().isDeaf());
        ChannelFeed heard = around.channel(runtime);
        if (heard != null) {
            heard.onTelling(backend.fences().told());
        }
        CacheOptions<Integer, Value> options = Options.of(
                setting,
                heard,
                key -> code.load(this, key),
                keys -> code.loadAll(this, keys),
                (key, value) -> code.write(this, key, value));
        Ports ports = new Ports(
                backend,
                runtime.runtime(),
                Recorder.NONE,
                TIERS,
                new AtomicIntegerArray(STRIPES),
                /* onCallers= */ false);
        this.cache = EngineProbe.build(options, ports, subject.engine());
        this.async = cache.async();
        this.own = new Own(setting.keys());
    }

    String name() {
        return runtime.host().name();
    }

    /** Returns the changes that it has under way. */
    Fences fences() {
        return backend.fences();
    }

    /** Returns how many lives of the store it has met. */
    int lives() {
        return backend.lives();
    }

    boolean isAlive() {
        return runtime.host().isAlive();
    }
}
