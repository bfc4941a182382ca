package dev.aside.cache.redis;

import dev.aside.cache.spi.StepReply;
import io.netty.buffer.ByteBuf;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What steps of one kind are in the words of scripts, and what the answers mean.
 *
 * @param <S> the steps
 * @param <R> the answers
 */
interface ScriptLanguage<S, R> {
    /** Returns the script that a step is. */
    Script script(S step);

    /** Returns what a step is on. */
    Object thing(S step);

    /** Writes the name of what a step is on. */
    void writeKey(ByteBuf out, S step);

    /** Returns whether a step may be called together with those right before it. They are on one thing. */
    default boolean goesWith(List<S> before, S next) {
        return false;
    }

    /**
     * Returns the script's argument.
     *
     * @param steps those that are called together
     * @param whole whether what the server should know is said all the same
     */
    Argument argument(List<S> steps, boolean whole);

    /** Returns whether an answer says that nothing was done, for the server did not know what it should. */
    default boolean wantsAll(byte[] answer) {
        return false;
    }

    /**
     * Returns what an answer means for each of the steps, or null if it makes no sense.
     *
     * @param answer its pieces, at least one
     */
    @Nullable
    List<R> answers(List<S> steps, List<byte @Nullable []> answer, long feedEpoch);

    /** Returns what is known of steps whose script has ended with an error. */
    default StepReply.Failed refused(String error) {
        return Failures.of(error);
    }

    /** Returns the answer to a step that was not answered. */
    R failed(StepReply.Failed reply);
}
