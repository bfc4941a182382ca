package dev.aside.cache.engine;

/**
 * Stamps of a token that say in which life of the store it was moved. One half of such a stamp is made of the life, by which it
 * is known; the other is by chance, so that no stamp comes back.
 */
final class TokenMark {

    private static final long RANDOM = 0xFFFF_FFFFL;

    /** The odd number next to 2 to the 64 over the golden ratio, which spreads numbers that are close to each other. */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private TokenMark() {}

    /** Returns a stamp of that life. Never zero, which is no stamp. */
    static long stamp(long life, long random) {
        return mark(life) | (random & RANDOM) | 1;
    }

    /** Returns whether the token was moved in that life. One by chance passes for such a token once in four billion times. */
    static boolean isOf(long stamp, long life) {
        return (stamp & ~RANDOM) == mark(life);
    }

    private static long mark(long life) {
        long spread = (life ^ (life >>> 32)) * SPREAD;
        return (spread ^ (spread << 29)) & ~RANDOM;
    }
}
