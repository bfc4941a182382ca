package dev.aside.cache.memcached;

/** What one call asks of one connection: many reads, or the steps on one slot. */
interface Part {

    /** Returns about how many commands it takes. */
    int size();

    /** Begins, unless it has ended. Returns at once. */
    void start(Wire by);

    /** Ends with what is known of each step that is not answered. Does nothing if it has ended. */
    void giveUp(String why);
}
