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
final class BoardLanguage implements ScriptLanguage<BoardStep, BoardReply> {

    private static final byte WANTS_DEFINITION = 'N';

    /** How much one script does at most: the server does nothing else meanwhile. A submission to one window is as much as four members. */
    private static final int MOST = 64;

    private static final int SUBMISSION = 4;

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
    public boolean goesWith(List<BoardStep> before, BoardStep next) {
        BoardStep first = before.get(0);
        boolean areAlike = first instanceof BoardStep.Submit
                ? next instanceof BoardStep.Submit
                : first instanceof BoardStep.Query && next instanceof BoardStep.Query;
        return areAlike && before.stream().mapToInt(BoardLanguage::weight).sum() + weight(next) <= MOST;
    }

    private static int weight(BoardStep step) {
        if (step instanceof BoardStep.Submit submit) {
            return submit.windows().size() * (SUBMISSION + 2 * submit.score().neighbours());
        } else if (step instanceof BoardStep.Around around) {
            return 1 + 2 * around.each();
        } else if (step instanceof BoardStep.Find find) {
            return find.members().size();
        }
        return step instanceof BoardStep.Top top ? top.most() : ((BoardStep.Behind) step).most();
    }

    @Override
    public Argument argument(List<BoardStep> steps, boolean whole) {
        boolean says = !(steps.get(0) instanceof BoardStep.Query) && (whole || !recorded);
        return words.argument(steps, says);
    }

    @Override
    public boolean wantsAll(byte[] answer) {
        return answer.length > 0 && answer[0] == WANTS_DEFINITION;
    }

    @Override
    public @Nullable List<BoardReply> answers(List<BoardStep> steps, List<byte @Nullable []> answer, long feedEpoch) {
        List<BoardReply> replies = answers.read(steps, answer);
        recorded |= !(steps.get(0) instanceof BoardStep.Query) && replies != null;
        return replies;
    }

    /** What stops a script of ours half way is that it meets with something of another kind, or with what its user may not do. */
    @Override
    public StepReply.Failed refused(String error) {
        StepReply.Failed known = Failures.of(error);
        String code = Failures.code(error);
        return code.equals("WRONGTYPE") || code.equals("NOPERM") ? Failures.unknown(known.reason()) : known;
    }

    @Override
    public BoardReply failed(StepReply.Failed reply) {
        return new BoardReply.Failed(reply.outcome(), reply.reason());
    }
}
