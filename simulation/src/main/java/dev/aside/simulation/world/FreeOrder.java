package dev.aside.simulation.world;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lets what is due soon happen in any order, as choices have it, and time stand still meanwhile; what is due later happens
 * when time passes, which it does when nothing else is left to happen, or else so often as there is leave for.
 *
 * <p>Every state of the world has a number. It stands for what has happened to each thing, and for what is still to happen:
 * each event being what it is by the event that has caused it, and each event by the states of the things that it has looked
 * at. Two events that have nothing to do with each other leave the same number in either order, and so do two ways to one
 * state of a thing that says what state it is in.
 */
public final class FreeOrder implements Order, Choices {
    private static final long SOON_NANOS = 3_000_000;

    /** What makes the choices, and says whether the state that is reached now has been reached before. */
    public interface Guide extends Choices {
        /**
         * A choice of what happens next is about to be made.
         *
         * @param state the number of the state
         * @return whether anything can be learned by going on from here
         */
        boolean goesOn(long state);

        /**
         * Picks what happens next.
         *
         * @param bound how many events may
         * @return a number from zero below the bound
         */
        int pickNext(int bound);

        /** What was picked last as next, the first of what there was, need not have been weighed against the others. */
        void noOther();
    }

    private final Guide guide;
    private final List<Event> soon = new ArrayList<>();
    private final List<Event> later = new ArrayList<>();
    private final List<Event> open = new ArrayList<>();
    private final List<Event> caused = new ArrayList<>();
    private final Map<String, Long> states = new HashMap<>();
    private final List<String> moved = new ArrayList<>();
    private long things;
    private long running;
    private long nowNanos;
    private int lapses;
    private boolean settled;
    private boolean known;
    private boolean pushed;
    private boolean favoured;
    private boolean weighed;
    private boolean shared;

    /**
     * Creates an order.
     *
     * @param guide makes the choices
     * @param lapses how often time may pass while something is still due
     */
    public FreeOrder(Guide guide, int lapses) {
        this.guide = guide;
        this.lapses = lapses;
    }

    /** Makes everything happen in one order, and nothing be chosen, or lets it be chosen again. */
    public void settle(boolean on) {
        settled = on;
    }

    /** Says that processes are pushed what others do. */
    public void pushes() {
        pushed = true;
    }

    /** Returns whether it has come to where nothing can be learned by going on. */
    public boolean isKnown() {
        return known;
    }

    /** Returns whether nothing is due soon. */
    public boolean isIdle() {
        soon.removeIf(Event::isCancelled);
        return soon.isEmpty();
    }

    @Override
    public int pick(int bound) {
        int choice = bound == 1 || settled ? 0 : guide.pick(bound);
        running = mixed(running, choice);
        return choice;
    }

    @Override
    public void added(Event event) {
        event.soon = event.atNanos - nowNanos < SOON_NANOS;
        (event.soon ? soon : later).add(event);
        caused.add(event);
    }

    @Override
    public @Nullable Event next(long untilNanos) {
        name(0);
        shared = false;
        weighed = false;
        soon.removeIf(Event::isCancelled);
        later.removeIf(Event::isCancelled);
        Event timer = earliest(untilNanos);
        openEvents();
        boolean mayLapse = timer != null && (open.isEmpty() || (lapses > 0 && !settled));
        int count = open.size() + (mayLapse ? 1 : 0);
        if (count == 0) {
            return null;
        }
        int which = 0;
        if (count > 1 && !settled) {
            known = !guide.goesOn(state());
            if (known) {
                return null;
            }
            favour();
            which = guide.pickNext(count);
            weighed = which == 0 && favoured;
        }
        if (which == open.size() && timer != null) {
            return passTo(timer);
        }
        Event next = open.get(which);
        soon.remove(next);
        running = next.identity;
        return next;
    }

    private @Nullable Event earliest(long untilNanos) {
        Event first = null;
        for (Event event : later) {
            if (event.atNanos <= untilNanos && (first == null || event.isBefore(first))) {
                first = event;
            }
        }
        return first;
    }

    /** Finds what may happen next: of each lane only the first. */
    private void openEvents() {
        open.clear();
        for (Event event : soon) {
            if (event.lane == null || !isOpen(event.lane)) {
                open.add(event);
            }
        }
    }

    private boolean isOpen(Object lane) {
        for (Event event : open) {
            if (event.lane == lane) {
                return true;
            }
        }
        return false;
    }

    /**
     * Puts an event first that is all that a process has to do and to wait for. If it turns out to have nothing to do with
     * anything but that process, then nothing else can come to matter to it by happening before: not while nobody is pushed
     * anything, no time passes, and nothing is due that may concern anybody.
     */
    private void favour() {
        favoured = false;
        for (int i = 0; i < open.size() && lapses == 0 && !pushed; i++) {
            Event event = open.get(i);
            if (event.owner != null && isAlone(event)) {
                open.set(i, open.get(0));
                open.set(0, event);
                favoured = true;
                return;
            }
        }
    }

    private boolean isAlone(Event event) {
        for (Event other : soon) {
            if (other != event && (other.owner == null || other.owner.equals(event.owner))) {
                return false;
            }
        }
        return true;
    }

    private Event passTo(Event timer) {
        if (!soon.isEmpty()) {
            lapses--;
        }
        later.remove(timer);
        nowNanos = Math.max(nowNanos, timer.atNanos);
        running = timer.identity;
        return timer;
    }

    /** Returns the number of the state that the world is in between two events. */
    public long number() {
        name(0);
        soon.removeIf(Event::isCancelled);
        later.removeIf(Event::isCancelled);
        return state();
    }

    private long state() {
        long sum = mixed(nowNanos, lapses) + things;
        for (Event event : soon) {
            sum += mixed(event.identity, 1);
        }
        for (Event event : later) {
            sum += mixed(event.identity, 2);
        }
        return sum;
    }

    @Override
    public void looked(String thing) {
        shared = true;
        running = mixed(running, states.getOrDefault(thing, 0L));
    }

    @Override
    public void changed(String thing, long state) {
        shared = true;
        put(thing, state);
    }

    private void put(String thing, long state) {
        long number = mixed(thing.hashCode(), state);
        Long before = states.put(thing, number);
        things += mixed(number, 3) - (before == null ? 0 : mixed(before, 3));
    }

    @Override
    public void moved(String thing) {
        running = mixed(running, states.getOrDefault(thing, 0L));
        if (!moved.contains(thing)) {
            moved.add(thing);
        }
    }

    @Override
    public void happened(Event event) {
        long whole = mixed(running, nowNanos);
        for (String thing : moved) {
            shared |= !thing.equals(event.owner);
            put(thing, whole);
        }
        moved.clear();
        name(whole);
        if (weighed && !shared) {
            guide.noOther();
        }
    }

    /** Says what each event is that has been caused since: the so-and-so-many-eth of its cause. */
    private void name(long cause) {
        for (int i = 0; i < caused.size(); i++) {
            Event event = caused.get(i);
            event.identity = mixed(cause == 0 ? event.rank : cause, i + 1L);
        }
        caused.clear();
    }

    private static long mixed(long one, long other) {
        long z = (one ^ Long.rotateLeft(other * 0x9E3779B97F4A7C15L, 31)) + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
