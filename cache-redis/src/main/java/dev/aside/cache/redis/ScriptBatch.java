package dev.aside.cache.redis;

import dev.aside.cache.spi.StepReply;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The steps of one call, each of which is a script with one argument. Those that the server did not know, or of which it wants to know
 * more, are sent once more when all have come back.
 *
 * <p>Two steps on one thing are done in the order given, or not both: a step that is to be sent once more, and behind which a later one
 * has been done, is answered as not applied, which is true. It takes a server that has lost its scripts, and somebody else who gives it
 * one of them between the two.
 *
 * @param <S> the steps
 * @param <R> the answers
 */
final class ScriptBatch<S, R> extends Pending<S, R> {

    private static final int MAX_WAVES = 4;

    /**
     * What steps of one kind are in the words of scripts, and what the answers mean.
     *
     * @param <S> the steps
     * @param <R> the answers
     */
    interface Language<S, R> {
        /** Returns the script that a step is. */
        Script script(S step);

        /** Returns what a step is on. */
        Object thing(S step);

        /** Writes the name of what a step is on. */
        void writeKey(ByteBuf out, S step);

        /**
         * Returns the script's argument.
         *
         * @param whole whether what the server should know is said all the same
         */
        byte[] argument(S step, boolean whole);

        /** Returns whether an answer says that nothing was done, for the server did not know what it should. */
        default boolean wantsAll(byte[] answer) {
            return false;
        }

        /** Returns what an answer means, or null if it makes no sense. */
        @Nullable
        R answer(S step, byte[] answer, long feedEpoch);

        /** Returns the answer to a step that was not answered. */
        R failed(StepReply.Failed reply);
    }

    private final Language<S, R> language;
    private final Set<Script> missing = EnumSet.noneOf(Script.class);
    private final List<ScriptCommand> again = new ArrayList<>();

    ScriptBatch(Language<S, R> language, RedisFeed feed, List<S> steps, long deadlineNanos) {
        super(feed, steps, deadlineNanos);
        this.language = language;
    }

    @Override
    R failed(StepReply.Failed reply) {
        return language.failed(reply);
    }

    @Override
    void begin() {
        for (int i = 0; i < size(); i++) {
            becomes(i, new ScriptCommand(i, false));
        }
        dispatch(Set.of(), commands());
    }

    private void answered(ScriptCommand command) {
        String error = command.getError();
        byte[] bytes = command.bytes();
        if (error != null) {
            refused(command, error);
        } else if (command.shape() != Command.Shape.BYTES || bytes == null) {
            settled(command.index, null);
        } else if (language.wantsAll(bytes)) {
            again(command.index, true);
        } else {
            settled(command.index, language.answer(step(command.index), bytes, feedEpoch()));
        }
        cameBack();
    }

    private void refused(ScriptCommand command, String error) {
        String code = Failures.code(error);
        wire().refused(code);
        if (code.equals("NOSCRIPT")) {
            missing.add(language.script(step(command.index)));
            again(command.index, command.whole);
        } else {
            settled(command.index, failed(Failures.of(error)));
        }
    }

    private void again(int index, boolean whole) {
        if (mayAskAgain(MAX_WAVES)) {
            again.add(new ScriptCommand(index, whole));
        } else {
            settle(index, failed(Failures.notApplied("redis is asked in vain")));
        }
    }

    /** An answer that makes no sense belongs to another command, and so may those that follow. */
    private void settled(int index, @Nullable R reply) {
        if (reply == null) {
            wire().broken();
        }
        if (!again.isEmpty()) {
            withdraw(language.thing(step(index)));
        }
        settle(index, reply != null ? reply : failed(Failures.unknown("redis answers with what makes no sense")));
    }

    private void withdraw(Object thing) {
        again.removeIf(command -> {
            boolean late = language.thing(step(command.index)).equals(thing);
            if (late) {
                settle(command.index, failed(Failures.notApplied("a later step came first")));
            }
            return late;
        });
    }

    @Override
    void goOn() {
        if (again.isEmpty()) {
            finish();
            return;
        }
        Set<Script> before = missing.isEmpty() ? Set.of() : EnumSet.copyOf(missing);
        List<Command> wave = List.copyOf(again);
        again.forEach(command -> becomes(command.index, command));
        missing.clear();
        again.clear();
        dispatch(before, wave);
    }

    /** One step on its way. */
    private final class ScriptCommand extends Command {
        private final int index;
        private final boolean whole;
        private final byte[] argument;

        ScriptCommand(int index, boolean whole) {
            super(wire());
            this.index = index;
            this.whole = whole;
            this.argument = language.argument(step(index), whole);
        }

        @Override
        int weight() {
            return argument.length;
        }

        @Override
        void write(ByteBuf out) {
            S step = step(index);
            language.script(step).text(wire().server()).call(out);
            language.writeKey(out, step);
            Resp.bulk(out, argument);
        }

        @Override
        void answered() {
            ScriptBatch.this.answered(this);
        }

        @Override
        void failed(boolean written, String reason) {
            settle(index, ScriptBatch.this.failed(written ? Failures.unknown(reason) : Failures.notApplied(reason)));
            cameBack();
        }
    }
}
