package dev.aside.samples.backend;

import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** A table in this process, in place of the client of a real one. */
final class MapTable implements Table {
    private final ConcurrentMap<String, byte[]> rows = new ConcurrentHashMap<>();

    @Override
    public CompletableFuture<byte[]> read(String name) {
        return CompletableFuture.completedFuture(rows.getOrDefault(name, NO_ROW));
    }

    @Override
    public CompletableFuture<Boolean> compareAndSet(String name, byte[] expected, byte[] next) {
        AtomicBoolean same = new AtomicBoolean();
        rows.compute(name, (key, row) -> {
            byte[] present = row == null ? NO_ROW : row;
            same.set(Arrays.equals(present, expected));
            return same.get() ? next : present;
        });
        return CompletableFuture.completedFuture(same.get());
    }

    /** Puts a row there, as somebody else may. */
    void put(String name, byte[] row) {
        rows.put(name, row);
    }
}
