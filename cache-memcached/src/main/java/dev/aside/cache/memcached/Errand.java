package dev.aside.cache.memcached;

import dev.aside.cache.spi.BoardReply;
import dev.aside.cache.spi.BoardStep;
import dev.aside.cache.spi.StepReply;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

/** One step of a call on a board: what is known of it when nobody waits any more, and its answer, which is given once. */
final class Errand implements Pending.Part {

    private enum State {
        LOOKS,
        /** What it changes may be changed, whatever it is answered. */
        WRITES,
        OVER
    }

    private final BoardBatch call;
    private final int index;
    private final AtomicReference<State> state = new AtomicReference<>(State.LOOKS);
    private final CompletableFuture<Void> over = new CompletableFuture<>();

    Errand(BoardBatch call, int index) {
        this.call = call;
        this.index = index;
    }

    BoardStep step() {
        return call.step(index);
    }

    long deadlineNanos() {
        return call.deadlineNanos();
    }

    boolean isOver() {
        return state.get() == State.OVER;
    }

    /** Returns what is done when it has been answered. */
    CompletableFuture<Void> over() {
        return over;
    }

    /** Notes that it is about to change something. Returns false if it must not, since nobody waits any more. */
    boolean mayWrite() {
        return state.compareAndSet(State.LOOKS, State.WRITES) || state.get() == State.WRITES;
    }

    void answer(BoardReply reply) {
        end(state.getAndSet(State.OVER), reply);
    }

    /** Answers with what has stopped it; where something has been changed before, it is not known how far it came. */
    void fail(Throwable error) {
        State before = state.getAndSet(State.OVER);
        BoardReply reply = Stop.reply(error);
        boolean isPartly = before == State.WRITES && reply instanceof BoardReply.Failed;
        end(before, isPartly ? call.failed(Failures.unknown(((BoardReply.Failed) reply).reason())) : reply);
    }

    @Override
    public void giveUp(String why) {
        State before = state.getAndSet(State.OVER);
        StepReply.Failed failed = before == State.WRITES ? Failures.unknown(why) : Failures.notApplied(why);
        end(before, call.failed(failed));
    }

    private void end(State before, BoardReply reply) {
        if (before != State.OVER) {
            call.settle(index, reply);
            call.partIsOver();
            over.complete(null);
        }
    }
}
