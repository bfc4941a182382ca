package dev.aside.cache.redis;

import dev.aside.cache.spi.SessionReply;
import dev.aside.cache.spi.SessionStep;
import dev.aside.cache.spi.StepReply;
import io.netty.buffer.ByteBuf;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Steps on sessions, as their scripts have them.
 *
 * @param keys what the store's things are called
 * @param words what its steps are in the words of scripts
 */
record SessionLanguage(Keys keys, SessionWords words) implements ScriptLanguage<SessionStep, SessionReply> {

    @Override
    public Script script(SessionStep step) {
        return SessionWords.script(step);
    }

    @Override
    public Object thing(SessionStep step) {
        return step.key();
    }

    @Override
    public void writeKey(ByteBuf out, SessionStep step) {
        keys.write(out, SessionWords.letter(step), step.key());
    }

    @Override
    public Argument argument(List<SessionStep> steps, boolean whole) {
        return new Argument(words.argument(steps.get(0)), 0);
    }

    @Override
    public @Nullable List<SessionReply> answers(
            List<SessionStep> steps, List<byte @Nullable []> answer, long feedEpoch) {
        byte[] bytes = answer.size() == 1 ? answer.get(0) : null;
        SessionReply reply = bytes == null ? null : SessionAnswers.read(steps.get(0), bytes, feedEpoch);
        return reply == null ? null : List.of(reply);
    }

    @Override
    public SessionReply failed(StepReply.Failed reply) {
        return new SessionReply.Failed(reply.outcome(), reply.reason());
    }
}
