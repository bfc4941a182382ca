package dev.aside.simulation.model;

import dev.aside.cache.spi.CacheBackend;
import dev.aside.cache.spi.CacheRuntime;
import dev.aside.cache.spi.SlotRules;
import dev.aside.cache.testkit.EntryStoreContract;
import dev.aside.simulation.node.NodeRuntime;
import dev.aside.simulation.node.Pace;
import dev.aside.simulation.world.RecordedChoices;
import dev.aside.simulation.world.World;
import java.time.Duration;

final class MemcachedContractTest extends EntryStoreContract {
    private static final int SERVERS = 3;
    private static final Pace FAST = Pace.of(1);

    private final World world = new World(RecordedChoices.replaying(new int[0]), 1, false);
    private final NodeRuntime node = new NodeRuntime(world, "node", 1, FAST, FAST);
    private final SlotRules rules = new SlotRules(lag().toMillis(), memory().toMillis());
    private final MemcachedRing ring = new MemcachedRing(world, SERVERS, 1);
    private final Driven backend = new Driven(MemcachedBackend.to(ring, node.host(), FAST, rules::apply), world);

    @Override
    protected CacheBackend backend() {
        return backend;
    }

    @Override
    protected CacheRuntime runtime() {
        return node.runtime();
    }

    @Override
    protected void advance(Duration by) {
        backend.advance(by);
    }

    @Override
    protected Duration clockTolerance() {
        return Duration.ofMillis(1);
    }

    @Override
    protected boolean restart() {
        for (int server = 0; server < SERVERS; server++) {
            ring.restart(server, Duration.ZERO);
        }
        backend.advance(Duration.ofMillis(1));
        return true;
    }
}
