package dev.aside.cache.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Brings steps of many callers to the server together, where that is cheaper there. Who comes alone is sent at once. Who comes while some
 * are under way waits for one of them to come back, and then goes with all that wait: as many go together as come in the time of a trip,
 * and no timer is asked.
 *
 * @param <S> the steps
 * @param <R> the answers
 */
final class Crowd<S, R> {

    /** With two the server has something to do while the answers of the one before are read. */
    static final int WAYS = 2;

    static final int MOST = 16;

    /** Sends steps, and answers each of them. */
    interface Way<S, R> {
        CompletableFuture<List<R>> send(List<S> steps, long deadlineNanos);
    }

    private record Caller<S, R>(S step, long deadlineNanos, CompletableFuture<List<R>> answer) {}

    private final Way<S, R> way;
    private final Queue<Caller<S, R>> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger underWay = new AtomicInteger();

    Crowd(Way<S, R> way) {
        this.way = way;
    }

    /** Sends a step, alone or with others. */
    CompletionStage<List<R>> send(S step, long deadlineNanos) {
        if (waiting.isEmpty() && enter()) {
            CompletableFuture<List<R>> answer = way.send(List.of(step), deadlineNanos);
            return answer.whenComplete((replies, error) -> leave());
        }
        Caller<S, R> caller = new Caller<>(step, deadlineNanos, new CompletableFuture<>());
        waiting.add(caller);
        go();
        return caller.answer();
    }

    private boolean enter() {
        for (int now = underWay.get(); now < WAYS; now = underWay.get()) {
            if (underWay.compareAndSet(now, now + 1)) {
                return true;
            }
        }
        return false;
    }

    private void leave() {
        underWay.decrementAndGet();
        go();
    }

    /** Whoever comes, and whoever comes back, looks: so nobody is left behind. */
    private void go() {
        while (!waiting.isEmpty() && enter()) {
            List<Caller<S, R>> some = some();
            if (some.isEmpty()) {
                underWay.decrementAndGet();
            } else {
                send(some);
            }
        }
    }

    private List<Caller<S, R>> some() {
        List<Caller<S, R>> some = new ArrayList<>();
        for (Caller<S, R> next = waiting.poll(); next != null; next = some.size() < MOST ? waiting.poll() : null) {
            some.add(next);
        }
        return some;
    }

    /** Nobody waits longer than the first of them: they have come in the time of one trip. */
    private void send(List<Caller<S, R>> some) {
        List<S> steps = some.stream().map(Caller::step).toList();
        long deadlineNanos = some.get(0).deadlineNanos();
        for (Caller<S, R> one : some) {
            deadlineNanos = one.deadlineNanos() - deadlineNanos < 0 ? one.deadlineNanos() : deadlineNanos;
        }
        var unused = way.send(steps, deadlineNanos).whenComplete((replies, error) -> {
            leave();
            for (int i = 0; i < some.size(); i++) {
                tell(some.get(i), replies, i, error);
            }
        });
    }

    private static <S, R> void tell(
            Caller<S, R> caller, @Nullable List<R> replies, int index, @Nullable Throwable error) {
        if (replies == null) {
            caller.answer().completeExceptionally(error == null ? new IllegalStateException("no answer") : error);
        } else {
            caller.answer().complete(List.of(replies.get(index)));
        }
    }
}
