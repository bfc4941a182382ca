package dev.aside.cache.testkit;

/** A slot as the server keeps it, and until when. */
final class Kept {

    private final byte[] bytes;
    private final long untilMillis;

    Kept(byte[] bytes, long untilMillis) {
        this.bytes = bytes;
        this.untilMillis = untilMillis;
    }

    byte[] bytes() {
        return bytes;
    }

    long untilMillis() {
        return untilMillis;
    }
}
