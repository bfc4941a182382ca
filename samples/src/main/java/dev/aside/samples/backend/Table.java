package dev.aside.samples.backend;

import java.util.concurrent.CompletableFuture;

/** What the backend asks of a server: rows of bytes by name, each changed by compare-and-set. No call may block. */
interface Table {

    /** Stands for a row that is not there. */
    byte[] NO_ROW = {};

    /** Returns the row. */
    CompletableFuture<byte[]> read(String name);

    /** Replaces the row if it still is what is expected, and says whether it did. */
    CompletableFuture<Boolean> compareAndSet(String name, byte[] expected, byte[] next);
}
