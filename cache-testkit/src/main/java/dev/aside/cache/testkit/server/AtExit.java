package dev.aside.cache.testkit.server;

import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Ends with this JVM what nobody has ended before: servers first, and then their files. */
final class AtExit {

    private static final Map<Object, Runnable> SERVERS = new ConcurrentHashMap<>();
    private static final Queue<Runnable> DIRECTORIES = new ConcurrentLinkedQueue<>();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(AtExit::end, "testkit-servers-end"));
    }

    private AtExit() {}

    static void close(Object server, Runnable by) {
        SERVERS.put(server, by);
    }

    static void forget(Object server) {
        SERVERS.remove(server);
    }

    static void delete(Runnable by) {
        DIRECTORIES.add(by);
    }

    private static void end() {
        SERVERS.values().forEach(Runnable::run);
        DIRECTORIES.forEach(Runnable::run);
    }
}
