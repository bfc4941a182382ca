package dev.aside.cache.redis;

import java.util.concurrent.CompletableFuture;

/** What is said on a new connection before any step is: which server is it, what time has it, and the scripts. */
final class Greeting {

    private Greeting() {}

    /** Returns which server it is, once it is ready; or fails with a reason. */
    static CompletableFuture<ServerInfo> say(Wire wire, Duty duty, boolean tracking) {
        CompletableFuture<String> self = wire.ask(Plain.INFO_SERVER);
        CompletableFuture<String> replication = wire.ask(Plain.INFO_REPLICATION);
        return self.thenCombine(replication, (one, other) -> ServerInfo.parse(one + other))
                .thenApply(info -> checked(info, duty))
                .thenCompose(info -> prepare(wire, info, duty, tracking));
    }

    private static ServerInfo checked(ServerInfo info, Duty duty) {
        if (!info.isNewEnough()) {
            throw new IllegalStateException("redis 6.2 or newer is needed, not " + info.version());
        }
        duty.check(info);
        return info;
    }

    private static CompletableFuture<ServerInfo> prepare(Wire wire, ServerInfo info, Duty duty, boolean tracking) {
        wire.isTo(info);
        CompletableFuture<?>[] loads =
                duty.scripts().map(script -> wire.ask(script.text(info).load())).toArray(CompletableFuture<?>[]::new);
        CompletableFuture<?> tracked = tracking ? wire.track() : CompletableFuture.completedFuture(info);
        // Behind the scripts, which a server refuses that still loads its keys.
        CompletableFuture<String> keyspace = wire.ask(Plain.INFO_KEYSPACE);
        return CompletableFuture.allOf(CompletableFuture.allOf(loads), tracked, wire.probe())
                .thenCombine(keyspace, (done, keys) -> info.holding(keys));
    }
}
