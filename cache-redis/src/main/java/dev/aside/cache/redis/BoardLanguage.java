package dev.aside.cache.redis;

import dev.aside.cache.spi.BoardReply;
import dev.aside.cache.spi.BoardStep;
import dev.aside.cache.spi.StepReply;
import io.netty.buffer.ByteBuf;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Steps on one leaderboard, as their scripts have them. The server is told the text of the definition until it has been heard that it
 * has it, and again should it have lost it.
 */
final class BoardLanguage implements ScriptBatch.Language<BoardStep, BoardReply> {

    private static final byte WANTS_DEFINITION = 'N';

    /** In so many windows one script submits at most: the server does nothing else meanwhile. */
    private static final int MAXIMUM_WINDOWS = 16;

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

    /** A script costs as much as some of its commands, so submissions are called together, unless they are told much. */
    @Override
    public int together(List<BoardStep> steps, int from) {
        int end = from;
        int windows = 0;
        while (end < steps.size() && steps.get(end) instanceof BoardStep.Submit submit) {
            windows += submit.windows().size() * (1 + submit.score().neighbours());
            if (windows > MAXIMUM_WINDOWS) {
                break;
            }
            end++;
        }
        return Math.max(1, end - from);
    }

    @Override
    public byte[] argument(List<BoardStep> steps, boolean whole) {
        boolean says = !(steps.get(0) instanceof BoardStep.Query) && (whole || !recorded);
        return words.argument(steps, says);
    }

    @Override
    public boolean wantsAll(byte[] answer) {
        return answer.length > 0 && answer[0] == WANTS_DEFINITION;
    }

    @Override
    public @Nullable List<BoardReply> answers(List<BoardStep> steps, byte[] answer, long feedEpoch) {
        List<BoardReply> replies = answers.read(steps, answer);
        recorded |= !(steps.get(0) instanceof BoardStep.Query) && replies != null;
        return replies;
    }

    @Override
    public BoardReply failed(StepReply.Failed reply) {
        return new BoardReply.Failed(reply.outcome(), reply.reason());
    }
}
