package dev.aside.cache.memcached;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import net.spy.memcached.ops.Operation;
import org.jspecify.annotations.Nullable;

/**
 * The looks that wait for their connection's thread. Whoever comes first queues a command, and whoever comes before that is written
 * goes with it: nobody waits for company, and a queue is one {@code get}. Many gets in a row cost a server several times as much as
 * one for as many keys, and who joins need not wake the thread. Lock-free.
 */
final class Departures {

    /** How many names one command has, unless one call asks for more: an answer is there when all of it is. */
    static final int MOST = 100;

    /** Where commands go, and are made. */
    interface Outlet {
        /** Makes a command that looks. */
        Operation get(Collection<String> names, Trip trip);

        /** Returns what looks at its answer. */
        Bounds bounds();

        /**
         * Queues a command.
         *
         * @param isNotSent told if it is not taken
         */
        void send(String key, Sent command, Runnable isNotSent);
    }

    private final Outlet outlet;

    /** The latest look; each knows the one before. */
    private final AtomicReference<@Nullable Look> latest = new AtomicReference<>();

    /** For those who are under way: made once, and not for each. */
    private final Supplier<List<Look>> waiting = this::take;

    Departures(Outlet outlet) {
        this.outlet = outlet;
    }

    void add(Look look) {
        if (push(look)) {
            Trip trip = new Trip(waiting, look);
            send(look, new Late(outlet.get(look.names(), trip), outlet.bounds(), () -> depart(trip)), trip);
        }
    }

    /** Returns whether nobody was there, so that a command is yet to be queued. */
    private boolean push(Look look) {
        for (; ; ) {
            Look before = latest.get();
            look.isBehind(before);
            if (latest.compareAndSet(before, look)) {
                return before == null;
            }
        }
    }

    private void send(Look first, Sent command, Trip trip) {
        outlet.send(first.names().iterator().next(), command, trip::isNotSent);
    }

    /** Returns all that wait, in their order. */
    List<Look> take() {
        List<Look> all = new ArrayList<>();
        for (Look at = latest.getAndSet(null); at != null; at = at.leaveQueue()) {
            all.add(at);
        }
        Collections.reverse(all);
        return all;
    }

    /**
     * The command is about to be written, on the connection's thread.
     *
     * @return what is written in its place, or null if nobody has joined
     */
    private @Nullable Operation depart(Trip trip) {
        List<Look> all = take();
        int most = aboard(all);
        if (most < all.size()) {
            sendRest(all.subList(most, all.size()));
        }
        trip.begins(all.subList(0, most));
        return most == 1 ? null : outlet.get(trip.names(), trip);
    }

    private void sendRest(List<Look> rest) {
        int most = aboard(rest);
        Trip trip = new Trip(waiting, rest.get(0));
        trip.begins(rest.subList(0, most));
        send(rest.get(0), new Sent(outlet.get(trip.names(), trip), outlet.bounds(), false), trip);
        if (most < rest.size()) {
            sendRest(rest.subList(most, rest.size()));
        }
    }

    /** Returns how many of these, one at least, have room in one command. */
    private static int aboard(List<Look> all) {
        Set<String> names = new LinkedHashSet<>(all.get(0).names());
        for (int i = 1; i < all.size(); i++) {
            names.addAll(all.get(i).names());
            if (names.size() > MOST) {
                return i;
            }
        }
        return all.size();
    }
}
