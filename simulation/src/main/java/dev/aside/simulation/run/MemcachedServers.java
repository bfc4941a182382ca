package dev.aside.simulation.run;

import dev.aside.cache.spi.CacheBackend;
import dev.aside.simulation.model.Address;
import dev.aside.simulation.model.MemcachedBackend;
import dev.aside.simulation.model.MemcachedRing;
import dev.aside.simulation.model.SlotLaw;
import dev.aside.simulation.node.NodeRuntime;
import dev.aside.simulation.node.Pace;
import dev.aside.simulation.plan.Fault;
import dev.aside.simulation.plan.Knob;
import dev.aside.simulation.plan.Setting;
import dev.aside.simulation.world.World;
import java.time.Duration;
import java.util.List;

/** Servers like Memcached: each has some of the keys, nobody takes over, and nothing is pushed. */
final class MemcachedServers implements Servers {
    private static final int SERVERS = 2;

    private final Setting setting;
    private final SlotLaw law;
    private final Pace network;
    private final MemcachedRing ring;

    MemcachedServers(World world, Setting setting, SlotLaw law, Pace network, long seed) {
        this.setting = setting;
        this.law = law;
        this.network = network;
        this.ring = new MemcachedRing(world, SERVERS, seed);
    }

    @Override
    public Way connect(NodeRuntime node) {
        MemcachedBackend backend = MemcachedBackend.to(ring, node.host(), network, law);
        if (setting.is(Knob.REPLICAS)) {
            backend.watchingEvictions(setting.lag().dividedBy(2));
        }
        return new MemcachedWay(backend);
    }

    @Override
    public List<Address> slots() {
        return ring.addresses();
    }

    @Override
    public boolean evict(Address slot, Duration young) {
        return ring.evict(slot, young);
    }

    @Override
    public void restart(Fault fault) {
        ring.restart(fault.where() % SERVERS, Duration.ofMillis(fault.millis()));
    }

    @Override
    public boolean restore(Fault fault) {
        return false;
    }

    @Override
    public boolean failOver(Fault fault) {
        return false;
    }

    @Override
    public void fill(Fault fault, boolean on) {
        // a server that is full forgets what is oldest, which is a fault of its own
    }

    @Override
    public void cutOffFollowers(boolean off) {
        // nobody follows anybody
    }

    @Override
    public void pushTwice(boolean on) {
        // nothing is pushed
    }

    @Override
    public void heal() {
        ring.heal();
    }

    private record MemcachedWay(MemcachedBackend way) implements Way {
        @Override
        public CacheBackend backend() {
            return way;
        }

        @Override
        public Duration sinceEviction() {
            return way.sinceEviction();
        }

        @Override
        public void hold(Fault fault, boolean up) {
            way.hold(fault.where() % SERVERS, up, !up);
        }

        @Override
        public void refuse(Fault fault) {
            way.refuse(fault.where() % SERVERS);
        }

        @Override
        public void breakConnection(Fault fault) {
            way.breakConnection(fault.where() % SERVERS);
        }

        @Override
        public void losePushes() {
            // nothing is pushed
        }

        @Override
        public void shiftAnswers() {
            // each answer names its key
        }

        @Override
        public void seeEvictions() {
            way.seeEvictions();
        }

        @Override
        public void die() {
            way.die();
        }

        @Override
        public void heal() {
            way.heal();
        }
    }
}
