package dev.aside.simulation.world;

import org.jspecify.annotations.Nullable;

/** What will happen, unless it is taken back. */
public final class Event {
    final long atNanos;
    final long rank;
    final @Nullable Object lane;
    final @Nullable String owner;
    /** What it is, where it matters whether two events of two runs are the same. */
    long identity;
    /** Whether time stands still until it happens. */
    boolean soon;

    private @Nullable Runnable action;

    Event(long atNanos, long rank, @Nullable Object lane, @Nullable String owner, Runnable action) {
        this.atNanos = atNanos;
        this.rank = rank;
        this.lane = lane;
        this.owner = owner;
        this.action = action;
    }

    boolean isCancelled() {
        return action == null;
    }

    /** Takes it back, if it has not happened yet. */
    public void cancel() {
        action = null;
    }

    /** Lets it happen, unless it has been taken back. */
    void happen() {
        if (action != null) {
            action.run();
        }
    }

    boolean isBefore(Event other) {
        return atNanos != other.atNanos ? atNanos < other.atNanos : rank < other.rank;
    }
}
