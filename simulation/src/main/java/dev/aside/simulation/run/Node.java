package dev.aside.simulation.run;

import dev.aside.cache.AsyncCache;
import dev.aside.cache.engine.CacheOptions;
import dev.aside.cache.engine.EngineProbe;
import dev.aside.cache.engine.Ports;
import dev.aside.cache.local.CaffeineTiers;
import dev.aside.cache.spi.Recorder;
import dev.aside.simulation.node.NodeRuntime;
import dev.aside.simulation.oracle.Own;
import dev.aside.simulation.oracle.Value;
import dev.aside.simulation.plan.Setting;
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

    /** Starts one, whose loads and writes go to the source. */
    Node(int index, NodeRuntime runtime, Models around, Setting setting, Source source, Subject subject) {
        this.index = index;
        this.runtime = runtime;
        this.backend = new Tap(
                around.connect(runtime),
                runtime.host(),
                subject.messenger().get(),
                subject.engine().isDeaf());
        CacheOptions<Integer, Value> options = Options.of(
                setting,
                key -> source.load(this, key),
                keys -> source.loadAll(this, keys),
                (key, value) -> source.write(this, key, value));
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
