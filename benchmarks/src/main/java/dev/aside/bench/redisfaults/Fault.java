package dev.aside.bench.redisfaults;

import java.time.Duration;

/** What happens to the servers of a row, or on the way to them. Told by one thread. */
interface Fault {
    /** Prepares the servers, before there is a node. */
    default void prepare(Place place) {}

    /** Begins. */
    default void strike(Place place) {}

    /** Strikes again and again while the fault lasts. */
    default void again(Place place) {}

    /** How long it is until it strikes again. */
    default Duration pause() {
        return Duration.ofMillis(250);
    }

    /** Ends: when this returns all is as it should be. */
    default void mend(Place place) {}
}
