package dev.aside.bench.slowload;

/** What is timed. */
enum What {
    /** A read of a key that is held. */
    HIT,
    /** A read of a fresh key, which is loaded at once. */
    OTHER;

    /** The name of a figure of it. */
    String of(Figure figure) {
        return this + " " + figure;
    }
}
