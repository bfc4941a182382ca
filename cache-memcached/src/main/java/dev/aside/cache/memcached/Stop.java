package dev.aside.cache.memcached;

import dev.aside.cache.spi.BoardReply;
import dev.aside.cache.spi.StepReply;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Ends a step on a board with an answer, wherever it is. */
final class Stop extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient BoardReply reply;

    Stop(BoardReply reply) {
        super("a step has ended", null, false, false);
        this.reply = reply;
    }

    static Stop of(StepReply.Failed failed) {
        return new Stop(new BoardReply.Failed(failed.outcome(), failed.reason()));
    }

    static <T> CompletableFuture<T> with(StepReply.Failed failed) {
        return CompletableFuture.failedFuture(of(failed));
    }

    /** Returns the answer that a step ends with, whatever it was that ended it. */
    static BoardReply reply(Throwable error) {
        Throwable cause = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
        return cause instanceof Stop stop
                ? stop.reply
                : new BoardReply.Failed(
                        StepReply.Outcome.UNKNOWN,
                        "unexpected: " + cause.getClass().getName());
    }
}
