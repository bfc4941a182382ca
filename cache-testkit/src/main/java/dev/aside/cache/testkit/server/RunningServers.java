package dev.aside.cache.testkit.server;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Ends with this JVM what tests have not closed. */
final class RunningServers {

    private static final Set<LocalServer> ALL = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(RunningServers::closeAll, "aside-testkit-servers-end"));
    }

    private RunningServers() {}

    static void add(LocalServer server) {
        ALL.add(server);
    }

    static void remove(LocalServer server) {
        ALL.remove(server);
    }

    private static void closeAll() {
        ALL.forEach(LocalServer::close);
    }
}
