package dev.aside.cache.redis;

import dev.aside.cache.spi.BoardReply;
import dev.aside.cache.spi.BoardStep;
import dev.aside.cache.spi.StepReply;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Steps on one leaderboard, as their scripts have them. The server is told the text of the definition until it has been heard that it
 * has it, and again should it have lost it.
 */
final class BoardLanguage implements ScriptBatch.Language<BoardStep, BoardReply> {

    private static final byte WANTS_DEFINITION = 'N';

    private final byte[] key;
    private final BoardWords words;
    private final BoardAnswers answers;
    private volatile boolean recorded;

    BoardLanguage(byte[] key, BoardWords words, BoardAnswers answers) {
        this.key = key;
        this.words = words;
        this.answers = answers;
    }

    @Override
    public Script script(BoardStep step) {
        return BoardWords.script(step);
    }

    /** All steps are on the same board. */
    @Override
    public Object thing(BoardStep step) {
        return this;
    }

    @Override
    public void writeKey(ByteBuf out, BoardStep step) {
        Resp.bulk(out, key);
    }

    @Override
    public byte[] argument(BoardStep step, boolean whole) {
        boolean says = !(step instanceof BoardStep.Query) && (whole || !recorded);
        return words.argument(step, says);
    }

    @Override
    public boolean wantsAll(byte[] answer) {
        return answer.length == 1 && answer[0] == WANTS_DEFINITION;
    }

    @Override
    public @Nullable BoardReply answer(BoardStep step, byte[] answer, long feedEpoch) {
        BoardReply reply = answers.read(step, answer);
        recorded |= !(step instanceof BoardStep.Query) && reply != null;
        return reply;
    }

    @Override
    public BoardReply failed(StepReply.Failed reply) {
        return new BoardReply.Failed(reply.outcome(), reply.reason());
    }
}
