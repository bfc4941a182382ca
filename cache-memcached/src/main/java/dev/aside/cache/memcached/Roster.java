package dev.aside.cache.memcached;

import dev.aside.cache.spi.CacheRuntime;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Asks a cluster again and again which nodes it has: at its configuration endpoint, and if that does not answer, one of its nodes
 * after the other. A list counts if its number is higher than that of the last one, whoever gave that.
 */
final class Roster implements AutoCloseable {

    /** How often a list that is known is asked for. */
    static final Duration PAUSE = Duration.ofSeconds(5);

    /** How soon after one that was not to be had. */
    private static final Duration AGAIN = Duration.ofMillis(500);

    private static final System.Logger LOGGER = System.getLogger(Roster.class.getName());

    private final Place endpoint;
    private final Access access;
    private final CacheRuntime runtime;
    private final Duration pause;
    private final Consumer<NodeList> onList;
    private final Consumer<String> onNone;
    private final Set<String> said = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;
    private volatile @Nullable NodeList known;

    /**
     * @param onList told of every list that counts, by one thread at a time
     * @param onNone told why there is none, while there never was one
     */
    Roster(
            Place endpoint,
            Access access,
            CacheRuntime runtime,
            Duration pause,
            Consumer<NodeList> onList,
            Consumer<String> onNone) {
        this.endpoint = endpoint;
        this.access = access;
        this.runtime = runtime;
        this.pause = pause;
        this.onList = onList;
        this.onNone = onNone;
    }

    /** Begins to ask. Returns at once. */
    void open() {
        Background.run("aside-memcached-list", () -> {
            boolean isThere = false;
            try {
                isThere = ask();
            } finally {
                again(isThere ? pause : AGAIN);
            }
        });
    }

    private void again(Duration after) {
        if (!closed) {
            runtime.scheduler().schedule(this::open, after);
        }
    }

    /** Returns whether anybody has answered with a list. */
    private boolean ask() {
        NodeList last = known;
        List<Place> whom = new ArrayList<>(List.of(endpoint));
        if (last != null) {
            whom.addAll(last.nodes());
        }
        for (Place one : whom) {
            NodeList list = closed ? null : ask(one);
            if (list != null) {
                said.clear();
                take(list);
                return true;
            }
        }
        return false;
    }

    private @Nullable NodeList ask(Place one) {
        try {
            NodeList list = Listing.ask(one, access);
            if (list == null) {
                none(one, "it has no list of nodes");
            }
            return list;
        } catch (IOException | RuntimeException e) {
            none(one, Link.reason(e));
            return null;
        }
    }

    private void none(Place one, String reason) {
        if (!closed && said.add(one.name() + ": " + reason)) {
            LOGGER.log(Level.WARNING, () -> "memcached " + one + ": no list of nodes, tried again: " + reason);
        }
        if (known == null) {
            onNone.accept("it is not known which nodes there are: " + reason);
        }
    }

    private void take(NodeList list) {
        NodeList last = known;
        if (!closed && (last == null || list.version() > last.version())) {
            known = list;
            LOGGER.log(Level.INFO, () -> "memcached: list " + list.version() + " of nodes: " + list.nodes());
            onList.accept(list);
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
