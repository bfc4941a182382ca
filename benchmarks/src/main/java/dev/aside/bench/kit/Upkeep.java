package dev.aside.bench.kit;

import dev.aside.cache.testkit.proxy.FaultProxy;
import java.util.Map;
import java.util.Set;

/** What clients ask of Redis on their own account: who the server is, whether it lives, and whether it tells of changes. */
public final class Upkeep {
    private static final Set<String> NAMES =
            Set.of("PING", "TIME", "INFO", "HELLO", "CLIENT", "AUTH", "SELECT", "SCRIPT", "STRLEN", "GETEX");

    private Upkeep() {}

    /**
     * Counts what has been asked otherwise, on the wire.
     *
     * @param proxy what stands before the server
     * @param besides what else is asked on the clients' own account
     * @return requests
     */
    public static long requestsBeside(FaultProxy proxy, Set<String> besides) {
        return proxy.requestsByName().entrySet().stream()
                .filter(request -> !NAMES.contains(request.getKey()) && !besides.contains(request.getKey()))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }
}
