package dev.aside.cache.memcached;

import dev.aside.cache.spi.CacheRuntime;
import dev.aside.cache.spi.EntryStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The nodes of a backend, which its stores share. */
final class Fleet implements AutoCloseable {

    /*
     * When the list of nodes changes
     * ------------------------------
     * Slots move, and what was changed lately may stand where nobody looks any more. So while nobody is let in, every store is told
     * as if its server were another, and what this process has changed lately is said again to whom it now belongs. A node that
     * was on the list before, has left it and is on it again may have kept what was changed since: then all is begun anew.
     */

    /** Who must know when what was changed lately may be gone, or what was changed long ago be back. */
    interface Listener {
        void tellOfAnother(Absence absence);
    }

    /** Longer than anybody remembers. */
    private static final Duration EVER = Duration.ofDays(36_500);

    private final Function<Place, Node> maker;
    private final CacheRuntime runtime;
    private final InstantSource clock;
    private final Sightings sightings;
    private final AtomicLong epoch = new AtomicLong();
    private final Hall hall;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final Set<String> left = new HashSet<>();
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable Members members;
    private volatile @Nullable Roster roster;
    private boolean closed;

    Fleet(Plan plan, CacheRuntime runtime, InstantSource clock) {
        this.runtime = runtime;
        this.clock = clock;
        this.sightings = new Sightings(runtime.ticker());
        this.hall = new Hall(plan.maximumCommands());
        this.maker = place ->
                new Node(new Link(place, plan.access(), runtime), plan::queue, runtime, clock, this::tell, epoch);
        Place endpoint = plan.endpoint();
        if (endpoint == null) {
            list(plan.places());
        } else {
            Roster asking = new Roster(
                    endpoint, plan.access(), runtime, plan.pause(), list -> list(list.nodes()), hall::giveUp);
            roster = asking;
            asking.open();
        }
    }

    /** Takes a list of nodes, keeps those that are on it, and leaves the others. */
    private void list(List<Place> places) {
        lock.lock();
        try {
            if (!closed) {
                change(places);
            }
        } finally {
            lock.unlock();
        }
    }

    private void change(List<Place> places) {
        Map<String, Node> leaving = new HashMap<>();
        Members before = members;
        if (before != null) {
            before.nodes().forEach(node -> leaving.put(node.name(), node));
        }
        List<Node> nodes = new ArrayList<>();
        List<Node> coming = new ArrayList<>();
        for (Place place : places) {
            Node node = leaving.remove(place.name());
            if (node == null) {
                node = maker.apply(place);
                coming.add(node);
            } else {
                node.isAt(place);
            }
            nodes.add(node);
        }
        hall.shut();
        members = Members.of(nodes);
        coming.forEach(Node::open);
        if (before != null && !(coming.isEmpty() && leaving.isEmpty())) {
            epoch.incrementAndGet();
            tell(movedTo(coming));
        }
        hall.open();
        left.addAll(leaving.keySet());
        leaving.values().forEach(Node::close);
    }

    private Absence movedTo(List<Node> coming) {
        boolean isBack = coming.stream().anyMatch(node -> left.contains(node.name()));
        long mark = Absence.mark("list", null, clock.millis());
        return new Absence(runtime.ticker().nanos(), isBack ? EVER : Duration.ZERO, null, null, mark);
    }

    /** Where batches wait while there are no nodes. */
    Hall hall() {
        return hall;
    }

    /** Returns the node that has a slot. Called by those who were let in. */
    Node nodeOf(String name) {
        return members().nodeOf(name);
    }

    /** Returns which nodes there are. Called by those who were let in. */
    Members members() {
        return Objects.requireNonNull(members, "let in before there were nodes");
    }

    /** Returns for how long none of them has evicted what was touched within so long, or zero if that is not known. */
    Duration sinceEviction(Duration young) {
        Members present = members;
        List<Node> nodes = present == null ? List.of() : present.nodes();
        return nodes.stream()
                .map(node -> node.sinceEviction(young))
                .min(Duration::compareTo)
                .orElse(EntryStore.NEVER_EVICTED);
    }

    Sightings sightings() {
        return sightings;
    }

    void attach(Listener listener) {
        listeners.add(listener);
    }

    void forget(Listener listener) {
        listeners.remove(listener);
    }

    private void tell(Absence absence) {
        listeners.forEach(listener -> listener.tellOfAnother(absence));
    }

    @Override
    public void close() {
        Roster asking = roster;
        if (asking != null) {
            asking.close();
        }
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
        hall.giveUp("the backend is closed");
        Members last = members;
        if (last != null) {
            last.nodes().forEach(Node::close);
        }
    }
}
