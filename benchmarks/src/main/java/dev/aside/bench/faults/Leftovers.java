package dev.aside.bench.faults;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** What is left of a row that should not be. */
final class Leftovers {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** How the names begin of the threads of clients, of ours, and of those who call. */
    private static final List<String> OURS = List.of("lettuce", "Memcached", "aside", "caller");

    private Leftovers() {}

    /** Connections that are open though the nodes are closed. */
    static List<String> connections(Place place) {
        return Moments.await(PATIENCE, () -> place.connections() == 0)
                ? List.of()
                : List.of(place.connections() + " connections are open still");
    }

    /** Threads that the row, or what it has called, has started, and that run on. */
    static List<String> threads(ThreadGroup group) {
        Moments.await(PATIENCE, () -> ours(group).isEmpty());
        return ours(group).stream()
                .map(name -> "the thread " + name + " runs on")
                .toList();
    }

    private static List<String> ours(ThreadGroup group) {
        Thread[] threads = new Thread[2 * group.activeCount() + 16];
        int count = group.enumerate(threads);
        return Stream.of(threads)
                .limit(count)
                .filter(Thread::isAlive)
                .map(Thread::getName)
                .filter(name -> OURS.stream().anyMatch(name::startsWith))
                .toList();
    }
}
