package dev.aside.cache;

/** What {@link Cache#put} does with the value once the source has it. */
public enum WriteStrategy {
    /** The value is cached, unless another change of the key overlapped. The default where a writer is given. */
    WRITE_THROUGH,

    /** The key is invalidated and the next read loads: for values that are written far more often than read. */
    WRITE_AROUND
}
