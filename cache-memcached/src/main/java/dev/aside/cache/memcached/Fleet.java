package dev.aside.cache.memcached;

import dev.aside.cache.spi.CacheRuntime;
import dev.aside.cache.spi.Comeback;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** The nodes of a backend, and its stores, which share them. */
final class Fleet implements AutoCloseable {

    private final Ring ring;
    private final List<Node> nodes;
    private final Sightings sightings;
    private final List<MemcachedStore> stores = new CopyOnWriteArrayList<>();

    /** Begins to connect. */
    Fleet(List<Place> places, Supplier<Queue> queues, CacheRuntime runtime) {
        this.ring = new Ring(places.stream().map(Place::name).toList());
        this.sightings = new Sightings(runtime.ticker());
        AtomicLong epoch = new AtomicLong();
        this.nodes = places.stream()
                .map(place -> new Node(new Link(place, runtime), queues, runtime, this::another, epoch))
                .toList();
        nodes.forEach(Node::open);
    }

    /** Returns the node that has a slot, and keeps it while it is down. */
    Node nodeOf(String name) {
        return nodes.size() == 1 ? nodes.get(0) : nodes.get(ring.nodeOf(name));
    }

    Sightings sightings() {
        return sightings;
    }

    void attach(MemcachedStore store) {
        stores.add(store);
    }

    void forget(MemcachedStore store) {
        stores.remove(store);
    }

    private void another(Comeback back) {
        stores.forEach(store -> store.tellOfAnother(back));
    }

    @Override
    public void close() {
        nodes.forEach(Node::close);
    }
}
