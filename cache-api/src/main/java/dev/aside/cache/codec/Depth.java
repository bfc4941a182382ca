package dev.aside.cache.codec;

/** How deeply records and containers may be nested, in a type, in a value and in bytes: far less than a thread's stack. */
final class Depth {

    static final int MAX = 64;

    private Depth() {}

    /** Goes one level down, and says what is nested too deeply. */
    static int below(int depth, String what) {
        if (depth >= MAX) {
            throw new CodecException(what + " nested too deeply; allowed are " + MAX + " levels");
        }
        return depth + 1;
    }
}
