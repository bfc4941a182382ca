package dev.aside.cache.jdbc;

/** How it is chosen which of several nodes is asked. A larger weight always means more traffic. */
public enum Balance {
    /**
     * Of two nodes by chance, the one with the smaller product of statements under way and time that a statement takes. See M.
     * Mitzenmacher, <i>The Power of Two Choices in Randomized Load Balancing</i>.
     */
    LEAST_LOADED,

    /** One after another, each as often as its weight says. */
    ROUND_ROBIN
}
