package dev.aside.simulation.model;

/** One life of a server, from its start to its end. */
interface Life {

    /** Returns whether it still runs. */
    boolean isUp();

    /** Returns its clock. */
    ServerClock clock();
}
