package dev.aside.cache.codec;

import java.util.Collection;

/** What lists, sets and maps share. */
final class Elements {

    /** Nested lies about counts would otherwise multiply: each level could claim all bytes that are left. */
    private static final int MAX_INITIAL_CAPACITY = 256;

    private Elements() {}

    static int initialCapacity(int count) {
        return Math.min(count, MAX_INITIAL_CAPACITY);
    }

    static void write(Collection<?> elements, Slot element, ByteSink to) {
        int count = elements.size();
        to.unsigned(count);
        to.enter();
        int written = 0;
        for (Object each : elements) {
            element.write(each, to);
            written++;
        }
        to.leave();
        requireUnchanged(count, written);
    }

    static void requireUnchanged(int count, int written) {
        if (written != count) {
            throw new CodecException("a collection changed while it was encoded; allowed is an unchanging one");
        }
    }
}
