package dev.aside.cache.memcached;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import net.spy.memcached.ops.Operation;

/**
 * A connection that takes commands and sends none.
 *
 * @param commands what it was given
 */
record Queued(Deque<Sent> commands) implements Departures.Outlet {

    Queued() {
        this(new ArrayDeque<>());
    }

    @Override
    public void send(String key, Sent command, Runnable isNotSent) {
        command.initialize();
        commands.add(command);
    }

    @Override
    public Operation get(Collection<String> names, Trip trip) {
        return new Fetch(names, trip, 1_000_000);
    }

    @Override
    public Bounds bounds() {
        return new Bounds(false, 1_000_000);
    }
}
