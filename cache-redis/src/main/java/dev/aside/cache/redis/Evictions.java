package dev.aside.cache.redis;

import dev.aside.cache.spi.CacheRuntime;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Says once that a server makes room by evicting: what is a miss to a cache is a logout to who had a session, and a score that was never
 * reached to who is on a leaderboard. It is asked when it can be reached, and nobody waits for the answer.
 */
final class Evictions {

    private static final System.Logger LOGGER = System.getLogger(Evictions.class.getName());
    private static final Duration SOON = Duration.ofSeconds(1);

    private final String storeName;
    private final String harm;
    private final Node node;
    private final CacheRuntime runtime;
    private volatile boolean closed;

    /** @param harm what it does by that to this store */
    Evictions(String storeName, String harm, Node node, CacheRuntime runtime) {
        this.storeName = storeName;
        this.harm = harm;
        this.node = node;
        this.runtime = runtime;
    }

    void askSoon() {
        if (!closed) {
            runtime.scheduler().schedule(this::ask, SOON);
        }
    }

    void close() {
        closed = true;
    }

    private void ask() {
        Wire wire = node.wire();
        if (wire == null) {
            askSoon();
            return;
        }
        var unused = wire.ask(Plain.INFO_MEMORY).whenComplete((info, error) -> {
            if (info == null) {
                askSoon();
            } else {
                heard(ServerInfo.fields(info));
            }
        });
    }

    private void heard(Map<String, String> fields) {
        String policy = policy(fields);
        if (policy != null && !closed) {
            LOGGER.log(
                    Level.WARNING,
                    () -> storeName + ": the server at " + node.place()
                            + " evicts what it has no room for (maxmemory-policy " + policy
                            + "), and so " + harm + ": what is not only cached belongs on one with noeviction");
        }
    }

    /** Returns by what a server evicts, or null if it does not. */
    static @Nullable String policy(Map<String, String> fields) {
        String policy = fields.get("maxmemory_policy");
        return policy == null || policy.equals("noeviction") ? null : policy;
    }
}
