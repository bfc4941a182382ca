package dev.aside.simulation.run;

import dev.aside.cache.spi.CacheBackend;
import dev.aside.simulation.model.Address;
import dev.aside.simulation.model.FarBackend;
import dev.aside.simulation.model.FarServers;
import dev.aside.simulation.model.Room;
import dev.aside.simulation.model.SlotLaw;
import dev.aside.simulation.node.NodeRuntime;
import dev.aside.simulation.node.Pace;
import dev.aside.simulation.plan.Fault;
import dev.aside.simulation.plan.Knob;
import dev.aside.simulation.plan.Setting;
import dev.aside.simulation.world.World;
import java.time.Duration;
import java.util.List;

/** Servers like Redis: one master, and a replica that can take over. */
final class RedisServers implements Servers {
    private final Setting setting;
    private final Subject subject;
    private final Pace network;
    private final FarServers servers;

    RedisServers(World world, Setting setting, Subject subject, SlotLaw law, Pace network, long seed) {
        this.setting = setting;
        this.subject = subject;
        this.network = network;
        this.servers = new FarServers(world, law, 1, setting.storeLag(), seed);
    }

    @Override
    public Way connect(NodeRuntime node) {
        FarBackend backend = FarBackend.to(servers, node.host(), network)
                .reading(subject.code())
                .hearing(subject.feed());
        if (setting.is(Knob.FEEDLESS)) {
            backend.withoutFeed();
        }
        if (setting.is(Knob.REPLICAS)) {
            backend.watchingEvictions(setting.lag().dividedBy(2));
        }
        if (setting.is(Knob.FOLLOWERS)) {
            backend.askingFollowers(subject.followers());
        }
        return new RedisWay(backend);
    }

    @Override
    public List<Address> slots() {
        return servers.addresses();
    }

    @Override
    public boolean evict(Address slot, Duration young) {
        return servers.evict(slot, young);
    }

    @Override
    public void restart(Fault fault) {
        servers.restart(Duration.ofMillis(fault.millis()));
    }

    @Override
    public boolean restore(Fault fault) {
        servers.restore(fault.where() * 100 / 64, Duration.ofMillis(fault.millis()));
        return true;
    }

    @Override
    public boolean failOver(Fault fault) {
        servers.failOver(Duration.ofMillis(fault.millis()));
        return true;
    }

    @Override
    public void fill(Fault fault, boolean on) {
        Room left = fault.where() % 2 == 0 ? Room.FOR_CHANGES : Room.NONE;
        servers.room(on ? left : Room.ENOUGH);
    }

    @Override
    public void cutOffFollowers(boolean off) {
        servers.cutOffReplicas(off);
    }

    @Override
    public void pushTwice(boolean on) {
        servers.pushes(on ? 2 : 1);
    }

    @Override
    public void heal() {
        servers.heal();
    }

    private record RedisWay(FarBackend way) implements Way {
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
            way.hold(up, !up);
        }

        @Override
        public void refuse(Fault fault) {
            way.refuse();
        }

        @Override
        public void breakConnection(Fault fault) {
            way.breakConnection();
        }

        @Override
        public void losePushes() {
            way.losePushes();
        }

        @Override
        public void shiftAnswers() {
            way.shiftAnswers();
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
