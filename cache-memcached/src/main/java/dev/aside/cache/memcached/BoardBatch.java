package dev.aside.cache.memcached;

import dev.aside.cache.spi.BoardReply;
import dev.aside.cache.spi.BoardStep;
import dev.aside.cache.spi.StepReply;
import java.util.List;

/** The steps of one call on a board. */
final class BoardBatch extends Pending<BoardStep, BoardReply> {

    BoardBatch(List<BoardStep> steps, long deadlineNanos) {
        super(steps, deadlineNanos);
    }

    @Override
    BoardReply failed(StepReply.Failed reply) {
        return answer(reply);
    }

    static BoardReply answer(StepReply.Failed reply) {
        return new BoardReply.Failed(reply.outcome(), reply.reason());
    }
}
