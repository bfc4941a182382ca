package dev.aside.simulation.world;

import org.jspecify.annotations.Nullable;

/**
 * Decides what happens next in a world where that is not simply what is due first, and is told what each event has to do
 * with: an event that has looked at nothing that another has changed might as well have come before it.
 */
interface Order {

    /** Something will happen. */
    void added(Event event);

    /** Takes what happens next, up to that time. Returns null if there is nothing. */
    @Nullable
    Event next(long untilNanos);

    /** It has happened. */
    void happened(Event event);

    /** The event that happens has looked at a thing. */
    void looked(String thing);

    /** The event that happens has changed a thing, which is in a new state, like no other unless the number is the same. */
    void changed(String thing, long state);

    /** The event that happens has changed a thing, whose state is now all that has ever happened to it. */
    void moved(String thing);
}
