package dev.aside.simulation.run;

import dev.aside.cache.AsyncCache;
import dev.aside.cache.engine.CacheOptions;
import dev.aside.cache.engine.EngineProbe;
import dev.aside.cache.engine.EngineRules;
import dev.aside.cache.engine.Ports;
import dev.aside.cache.local.CaffeineTiers;
import dev.aside.cache.spi.Recorder;
import dev.aside.simulation.node.NodeRuntime;
import dev.aside.simulation.oracle.Own;
import dev.aside.simulation.oracle.Value;
import java.util.concurrent.atomic.AtomicIntegerArray;

/** One node, from its start to its end: the shipped engine, and what its callers have been told. */
final class Node {
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

    Node(
            int index,
            NodeRuntime runtime,
            Tap backend,
            CacheOptions<Integer, Value> options,
            EngineRules rules,
            int keys) {
        this.index = index;
        this.runtime = runtime;
        this.backend = backend;
        Ports ports = new Ports(
                backend,
                runtime.runtime(),
                Recorder.NONE,
                TIERS,
                new AtomicIntegerArray(STRIPES),
                /* onCallers= */ false);
        this.cache = EngineProbe.build(options, ports, rules);
        this.async = cache.async();
        this.own = new Own(keys);
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
