package dev.aside.cache.redis;

import dev.aside.cache.spi.StepReply;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The steps of one call, each of which is a script with one argument, or some of which are one together. Those that the server did not
 * know, or of which it wants to know more, are sent once more when all have come back.
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

        /** Returns how many of the steps from one on are called together, which is at least one. They are on one thing. */
        default int together(List<S> steps, int from) {
            return 1;
        }

        /**
         * Returns the script's argument.
         *
         * @param steps those that are called together
         * @param whole whether what the server should know is said all the same
         */
        byte[] argument(List<S> steps, boolean whole);

        /** Returns whether an answer says that nothing was done, for the server did not know what it should. */
        default boolean wantsAll(byte[] answer) {
            return false;
        }

        /** Returns what an answer means for each of the steps, or null if it makes no sense. */
        @Nullable
        List<R> answers(List<S> steps, byte[] answer, long feedEpoch);

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
        List<ScriptCommand> wave = new ArrayList<>(size());
        for (int i = 0; i < size(); i = wave.get(wave.size() - 1).end()) {
            wave.add(new ScriptCommand(i, all().subList(i, i + language.together(all(), i)), false));
        }
        send(Set.of(), wave);
    }

    private void send(Set<Script> before, List<ScriptCommand> wave) {
        for (ScriptCommand command : wave) {
            for (int i = command.from; i < command.end(); i++) {
                becomes(i, command);
            }
        }
        dispatch(before, wave);
    }

    private void answered(ScriptCommand command) {
        String error = command.getError();
        byte[] bytes = command.bytes();
        if (error != null) {
            refused(command, error);
        } else if (command.shape() != Command.Shape.BYTES || bytes == null) {
            settled(command, null);
        } else if (language.wantsAll(bytes)) {
            again(command, true);
        } else {
            settled(command, language.answers(command.steps, bytes, feedEpoch()));
        }
        cameBack();
    }

    private void refused(ScriptCommand command, String error) {
        String code = Failures.code(error);
        wire().refused(code);
        if (code.equals("NOSCRIPT")) {
            missing.add(language.script(command.steps.get(0)));
            again(command, command.whole);
        } else {
            withdraw(command);
            settle(command, Failures.of(error));
        }
    }

    private void again(ScriptCommand command, boolean whole) {
        if (mayAskAgain(MAX_WAVES)) {
            again.add(new ScriptCommand(command.from, command.steps, whole));
        } else {
            settle(command, Failures.notApplied("redis is asked in vain"));
        }
    }

    /** Answers that make no sense belong to another command, and so may those that follow. */
    private void settled(ScriptCommand command, @Nullable List<R> replies) {
        withdraw(command);
        if (replies == null) {
            wire().broken();
            settle(command, Failures.unknown("redis answers with what makes no sense"));
            return;
        }
        for (int i = 0; i < replies.size(); i++) {
            settle(command.from + i, replies.get(i));
        }
    }

    private void settle(ScriptCommand command, StepReply.Failed reply) {
        for (int i = command.from; i < command.end(); i++) {
            settle(i, failed(reply));
        }
    }

    private void withdraw(ScriptCommand done) {
        if (!again.isEmpty()) {
            Object thing = language.thing(done.steps.get(0));
            again.removeIf(command -> {
                boolean late = language.thing(command.steps.get(0)).equals(thing);
                if (late) {
                    settle(command, Failures.notApplied("a later step came first"));
                }
                return late;
            });
        }
    }

    @Override
    void goOn() {
        if (again.isEmpty()) {
            finish();
            return;
        }
        Set<Script> before = missing.isEmpty() ? Set.of() : EnumSet.copyOf(missing);
        List<ScriptCommand> wave = List.copyOf(again);
        missing.clear();
        again.clear();
        send(before, wave);
    }

    /** Steps on their way. */
    private final class ScriptCommand extends Command {
        private final int from;
        private final List<S> steps;
        private final boolean whole;
        private final byte[] argument;

        ScriptCommand(int from, List<S> steps, boolean whole) {
            super(wire());
            this.from = from;
            this.steps = steps;
            this.whole = whole;
            this.argument = language.argument(steps, whole);
        }

        int end() {
            return from + steps.size();
        }

        @Override
        int weight() {
            return argument.length;
        }

        @Override
        void write(ByteBuf out) {
            S step = steps.get(0);
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
            settle(this, written ? Failures.unknown(reason) : Failures.notApplied(reason));
            cameBack();
        }
    }
}
