package dev.aside.cache.testkit.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The threads of a process, as Linux tells of them. */
final class Threads {

    private Threads() {}

    /**
     * Returns whether all have stopped, as each does by itself after the signal: one that runs on another processor may still answer. Where
     * nothing tells of threads, they count as stopped.
     */
    static boolean haveStopped(long pid) {
        try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
            return threads.allMatch(Threads::hasStopped);
        } catch (IOException | UncheckedIOException e) {
            return true;
        }
    }

    /** Its state is behind its name, which may hold anything. */
    private static boolean hasStopped(Path thread) {
        try {
            String stat = Files.readString(thread.resolve("stat"));
            char state = stat.charAt(stat.lastIndexOf(')') + 2);
            return "TtZX".indexOf(state) >= 0;
        } catch (IOException e) {
            return true; // it has ended
        }
    }
}
