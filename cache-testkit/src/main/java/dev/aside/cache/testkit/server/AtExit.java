package dev.aside.cache.testkit.server;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Ends with this JVM what nobody has ended before: servers first, and then their files. */
final class AtExit {

    private static final Set<LocalServer> SERVERS = ConcurrentHashMap.newKeySet();
    private static final Set<WorkDirectory> DIRECTORIES = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(AtExit::end, "testkit-servers-end"));
    }

    private AtExit() {}

    static void close(LocalServer server) {
        SERVERS.add(server);
    }

    static void forget(LocalServer server) {
        SERVERS.remove(server);
    }

    static void delete(WorkDirectory directory) {
        DIRECTORIES.add(directory);
    }

    private static void end() {
        SERVERS.forEach(LocalServer::close);
        DIRECTORIES.forEach(WorkDirectory::delete);
    }
}
