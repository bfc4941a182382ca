package dev.aside.cache.memcached;

/**
 * For how long a server is asked to keep a slot, as Memcached counts: in whole seconds of which the first is already under way,
 * from now on up to thirty days, by the calendar beyond that, and 0 for ever.
 */
final class Life {

    static final int FOR_EVER = 0;

    /** What is longer than that is taken for seconds since 1970. */
    static final int LONGEST_FROM_NOW = 30 * 24 * 60 * 60;

    /** A life of one second may be over at once. */
    private static final long SHORTEST = 2;

    private static final long SECOND = 1_000;

    private Life() {}

    /**
     * Returns what a server is told so that it keeps a slot at least until then: rounded up, and a second more.
     *
     * @param untilMillis the end of the slot's life
     * @param nowMillis what time it is
     * @return the number on the wire
     */
    static int seconds(long untilMillis, long nowMillis) {
        long millis = Math.max(0, untilMillis - nowMillis);
        long seconds = Math.max(SHORTEST, millis / SECOND + (millis % SECOND > 0 ? 2 : 1));
        if (seconds <= LONGEST_FROM_NOW) {
            return (int) seconds;
        }
        long at = nowMillis / SECOND + seconds;
        return at <= Integer.MAX_VALUE ? (int) at : FOR_EVER;
    }
}
