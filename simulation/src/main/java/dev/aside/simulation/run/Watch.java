package dev.aside.simulation.run;

import dev.aside.simulation.oracle.Oracle;
import dev.aside.simulation.world.World;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Sees to it that every call of the cache is answered, and in time. */
final class Watch {
    /** What a time-out may be late by: the node's clock is not the true one. */
    private static final long LEEWAY_NANOS = Duration.ofMillis(2).toNanos();

    private record Call(Node node, String what, long begunNanos, long limitNanos) {}

    private final World world;
    private final Oracle oracle;
    private final Set<Call> calls = new LinkedHashSet<>();

    Watch(World world, Oracle oracle) {
        this.world = world;
        this.oracle = oracle;
    }

    /** Watches a call, and hands on its answer or what it failed with. */
    <T extends @Nullable Object> void call(
            Node node,
            String what,
            Duration limit,
            CompletableFuture<T> answer,
            BiConsumer<T, @Nullable Throwable> then) {
        Call call = new Call(node, what, world.nanos(), node.runtime.trueNanos(limit) + LEEWAY_NANOS);
        calls.add(call);
        answer.whenComplete((value, error) -> {
            calls.remove(call);
            check(call);
            then.accept(value, unwrapped(error));
        });
    }

    private static @Nullable Throwable unwrapped(@Nullable Throwable error) {
        return error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
    }

    private void check(Call call) {
        long took = world.nanos() - call.begunNanos();
        if (took > call.limitNanos()) {
            oracle.violated(
                    "IN TIME",
                    call.what() + " on " + call.node().name() + " took " + took / 1_000 + " us and may take "
                            + call.limitNanos() / 1_000);
        }
    }

    /** Everything has come to rest: whatever has not been answered on a node that lives never will be. */
    void atRest() {
        for (Call call : calls) {
            if (call.node().isAlive()) {
                oracle.violated("IN TIME", call.what() + " on " + call.node().name() + " was never answered");
            }
        }
    }
}
