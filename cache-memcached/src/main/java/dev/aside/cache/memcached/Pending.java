package dev.aside.cache.memcached;

import dev.aside.cache.spi.StepReply;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/**
 * What one call asks, and what has become of it: answered when all its parts are.
 *
 * @param <S> the steps
 * @param <R> the answers
 */
abstract class Pending<S, R> extends CompletableFuture<List<R>> {

    /** What belongs to a call, and can be given up. */
    interface Part {
        /** Ends with what is known of each step that is not answered. Does nothing if it has ended. */
        void giveUp(String why);
    }

    private static final VarHandle REPLIES = MethodHandles.arrayElementVarHandle(Object[].class);

    private static final String LATE = "no answer in time";

    private final List<S> steps;
    private final long deadlineNanos;
    private final Object[] replies;
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicBoolean begun = new AtomicBoolean();
    private volatile List<? extends Part> parts = List.of();

    /** What was found out on the way. */
    private final AtomicReference<List<Part>> more = new AtomicReference<>(List.of());

    private volatile boolean expired;

    Pending(List<S> steps, long deadlineNanos) {
        this.steps = steps;
        this.deadlineNanos = deadlineNanos;
        this.replies = new Object[steps.size()];
    }

    /** Returns an answer that says what is known of a step that was not answered. */
    abstract R failed(StepReply.Failed reply);

    final S step(int index) {
        return steps.get(index);
    }

    final int size() {
        return replies.length;
    }

    final long deadlineNanos() {
        return deadlineNanos;
    }

    /** Returns whether it is to begin: it has not yet, and has not been given up. */
    final boolean begins() {
        return begun.compareAndSet(false, true);
    }

    /** Answers every step alike, unless it has begun. */
    final void failUnlessBegun(String why) {
        if (begins()) {
            failAll(Failures.notApplied(why));
        }
    }

    private void failAll(StepReply.Failed reply) {
        for (int i = 0; i < replies.length; i++) {
            settle(i, failed(reply));
        }
        finish();
    }

    /** Notes of what it consists, before any of that begins. */
    final void consistsOf(List<? extends Part> all) {
        parts = all;
        open.set(all.size());
        if (all.isEmpty()) {
            finish();
        }
    }

    /** Notes of something else it consists of, which a part has found out that is not over yet. */
    final void isAlso(Part part) {
        open.incrementAndGet();
        more.updateAndGet(
                before -> Stream.concat(before.stream(), Stream.of(part)).toList());
        if (expired) { // perhaps before that was known of
            part.giveUp(LATE);
        }
    }

    final void settle(int index, R reply) {
        REPLIES.compareAndSet(replies, index, null, reply);
    }

    /** One part has settled all its steps. */
    final void partIsOver() {
        if (open.decrementAndGet() == 0) {
            finish();
        }
    }

    @SuppressWarnings("unchecked") // nothing else was put into it
    private void finish() {
        complete((List<R>) Arrays.asList(replies));
    }

    /** Its deadline may have passed before it was known of what it consists. */
    final void expireIfLate() {
        if (expired) {
            expire();
        }
    }

    /** Answers what is not answered yet: nobody waits for it any more. */
    final void expire() {
        expired = true;
        failUnlessBegun(LATE);
        parts.forEach(part -> part.giveUp(LATE));
        Objects.requireNonNull(more.get()).forEach(part -> part.giveUp(LATE));
    }
}
