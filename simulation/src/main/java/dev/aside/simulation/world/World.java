package dev.aside.simulation.world;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Everything that happens in a run, one event after the other, in an order that its choices decide. Virtual time passes
 * between events only. Used by one thread.
 *
 * <p>What happens at the same time happens in an order of its own stream of chance: it is not part of the record of choices,
 * which so stays short enough to be shrunk.
 */
public final class World {

    /** One line of the story. */
    public record Line(long nanos, String who, String what) {
        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%10.2f ms  %-9s %s", nanos / 1e6, who, what);
        }
    }

    private static final long NOW = -1;

    private final Choices choices;
    private final SplittableRandom order;
    private final Agenda agenda = new Agenda();
    private final @Nullable Order free;
    private final @Nullable List<Line> story;
    private long nanos;
    private long shownNanos = NOW;
    private long events;

    /**
     * Creates a world in which nothing has happened.
     *
     * @param choices what is not fixed
     * @param orderSeed decides the order of what happens at the same time
     * @param told whether the story is kept
     */
    public World(Choices choices, long orderSeed, boolean told) {
        this.choices = choices;
        this.order = new SplittableRandom(orderSeed);
        this.free = null;
        this.story = told ? new ArrayList<>() : null;
    }

    /**
     * Creates a world in which what is due soon happens in any order.
     *
     * @param free decides it, and makes all other choices as well
     * @param told whether the story is kept
     */
    public World(FreeOrder free, boolean told) {
        this.choices = free;
        this.order = new SplittableRandom(0);
        this.free = free;
        this.story = told ? new ArrayList<>() : null;
    }

    /** Returns the true time, which no actor reads directly. */
    public long nanos() {
        return shownNanos == NOW ? nanos : shownNanos;
    }

    /**
     * Shows a time that has passed, until {@link #showNow()}: to code that is run as one event when it ends, although it began
     * earlier. What it lets happen happens after the true time all the same.
     */
    public void show(long pastNanos) {
        shownNanos = Math.max(0, pastNanos);
    }

    /** Shows the present time again. */
    public void showNow() {
        shownNanos = NOW;
    }

    /** Returns what decides everything that is not fixed. */
    public Choices choices() {
        return choices;
    }

    /** Lets something happen later; what happens at the same time happens in an order by chance. */
    public Event after(long delayNanos, Runnable action) {
        return after(delayNanos, null, null, action);
    }

    /**
     * Lets something happen later.
     *
     * @param delayNanos how much later
     * @param lane what has been put into one lane happens in that order, in whatever order everything else does; or null
     * @param owner the process that it happens in, or that will be answered; or null
     * @param action what happens
     * @return the event
     */
    public Event after(long delayNanos, @Nullable Object lane, @Nullable String owner, Runnable action) {
        long rank = ((long) order.nextInt(1 << 22) << 40) | events++;
        Event event = new Event(nanos + delayNanos, rank, lane, owner, action);
        if (free == null) {
            agenda.add(event);
        } else {
            free.added(event);
        }
        return event;
    }

    /** The event that happens has looked at a thing, and might have come out otherwise had that been different. */
    public void looked(String thing) {
        if (free != null) {
            free.looked(thing);
        }
    }

    /**
     * The event that happens has changed a thing.
     *
     * @param thing the thing
     * @param state a number that is different for each state that it can be in
     */
    public void changed(String thing, long state) {
        if (free != null) {
            free.changed(thing, state);
        }
    }

    /** The event that happens has looked at a thing and changed it in some way that depends on all that was done to it. */
    public void moved(String thing) {
        if (free != null) {
            free.moved(thing);
        }
    }

    /** Returns whether anybody wants to know what events have to do with. */
    public boolean isFree() {
        return free != null;
    }

    /** Adds a line to the story. */
    public void tell(String who, String what) {
        if (story != null) {
            story.add(new Line(nanos, who, what));
        }
    }

    /** Returns the story so far; empty if it is not kept. */
    public List<Line> story() {
        return story == null ? List.of() : List.copyOf(story);
    }

    /** Returns whether the story is kept, so that nobody need make up lines which are not. */
    public boolean isTold() {
        return story != null;
    }

    /** Returns how many events have been put on the agenda. */
    public long events() {
        return events;
    }

    /** Lets the next event happen. Returns whether there was one up to that time. */
    public boolean step(long untilNanos) {
        return free == null ? stepInTime(untilNanos) : step(free, untilNanos);
    }

    private boolean step(Order by, long untilNanos) {
        Event next = by.next(untilNanos);
        if (next == null || next.isCancelled()) {
            return false;
        }
        nanos = next.soon ? nanos + 1 : Math.max(nanos + 1, next.atNanos);
        next.happen();
        by.happened(next);
        return true;
    }

    private boolean stepInTime(long untilNanos) {
        for (Event next = agenda.peek(); next != null && next.atNanos <= untilNanos; next = agenda.peek()) {
            agenda.removeFirst();
            if (!next.isCancelled()) {
                nanos = next.atNanos;
                next.happen();
                return true;
            }
        }
        return false;
    }

    /** Lets everything happen up to a time, at which the world then stands. */
    public void runUntil(long untilNanos) {
        boolean happened;
        do {
            happened = step(untilNanos);
        } while (happened);
        nanos = Math.max(nanos, untilNanos);
    }
}
