package dev.aside.cache.redis;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The commands that wait for their connection's thread. Whoever comes first wakes it, and whoever comes before it is there goes
 * with him: nobody waits for company, and a queue is one flush. Lock-free.
 */
final class Departures {

    private final Outlet outlet;
    private final Runnable flush = this::flush;
    private final Runnable fail = this::fail;
    private final Doubles doubles = new Doubles();

    /** The latest command; each knows the one before. */
    private final AtomicReference<@Nullable Command> latest = new AtomicReference<>();

    Departures(Outlet outlet) {
        this.outlet = outlet;
    }

    /** Adds commands that are to be sent in this order. */
    void add(List<? extends Command> wave) {
        Command last = null;
        for (Command command : wave) {
            command.isBehind(last);
            last = command;
        }
        if (last != null && push(wave.get(0), last)) {
            outlet.execute(flush, fail);
        }
    }

    /** Returns whether nobody was there, so that the connection's thread is yet to be woken. */
    private boolean push(Command first, Command last) {
        for (; ; ) {
            Command before = latest.get();
            first.isBehind(before);
            if (latest.compareAndSet(before, last)) {
                return before == null;
            }
        }
    }

    private void flush() {
        List<Command> all = take();
        all.removeIf(doubles::takes);
        doubles.forget();
        if (!all.isEmpty()) {
            outlet.send(all);
        }
    }

    private void fail() {
        Outlet.fail(take());
    }

    /** Returns all that wait, in their order. */
    private List<Command> take() {
        List<Command> all = new ArrayList<>();
        for (Command at = latest.getAndSet(null); at != null; at = at.leaveQueue()) {
            all.add(at);
        }
        Collections.reverse(all);
        return all;
    }
}
