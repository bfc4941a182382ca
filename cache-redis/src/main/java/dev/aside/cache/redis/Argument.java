package dev.aside.cache.redis;

/** A script's argument. What it begins with may be the same for all that it is told, and behind that another's may follow. */
final class Argument {

    private final byte[] bytes;
    private final int shared;

    /** @param shared how many of the bytes are not about the steps */
    Argument(byte[] bytes, int shared) {
        this.bytes = bytes;
        this.shared = shared;
    }

    byte[] bytes() {
        return bytes;
    }

    int shared() {
        return shared;
    }

    /** Returns how many bytes are about the steps. */
    int own() {
        return bytes.length - shared;
    }
}
