package dev.aside.cache.redis;

import dev.aside.cache.spi.SessionReply;
import dev.aside.cache.spi.SessionStep;
import dev.aside.cache.spi.StepReply;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Steps on sessions, as their scripts have them.
 *
 * @param keys what the store's things are called
 * @param words what its steps are in the words of scripts
 */
record SessionLanguage(Keys keys, SessionWords words) implements ScriptBatch.Language<SessionStep, SessionReply> {

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
    public byte[] argument(SessionStep step, boolean whole) {
        return words.argument(step);
    }

    @Override
    public @Nullable SessionReply answer(SessionStep step, byte[] answer, long feedEpoch) {
        return SessionAnswers.read(step, answer, feedEpoch);
    }

    @Override
    public SessionReply failed(StepReply.Failed reply) {
        return new SessionReply.Failed(reply.outcome(), reply.reason());
    }
}
