package dev.aside.bench.memcachedfaults;

/** Which servers a row needs. */
enum Layout {
    /** One. */
    ALONE,
    /** One that has little memory. */
    LITTLE,
    /** Two, each of which has some of the slots. */
    PAIR,
    /** One, and another that nobody knows of yet. */
    SPARE
}
