package dev.aside.cache.redis;

import dev.aside.cache.spi.StepReply;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The steps of one call, each of which is a script with one argument, or some of which are one together. Those that the server did not
 * know, or of which it wants to know more, are sent once more when all have come back.
 *
 * <p>Two steps on one thing are done in the order given, or not both: a step that is to be sent once more, and behind which a later one
 * has been done, is answered as not applied, which is true. Where they are not the same script, of which the server may have lost one,
 * the texts go first; so it takes a server that has lost a script, and somebody else who gives it that one between the two.
 *
 * @param <S> the steps
 * @param <R> the answers
 */
final class ScriptBatch<S, R> extends Pending<S, R> {

    private static final int MAX_WAVES = 4;

    private final ScriptLanguage<S, R> language;
    private final Set<Script> missing = EnumSet.noneOf(Script.class);
    private final List<ScriptCommand> again = new ArrayList<>();

    ScriptBatch(ScriptLanguage<S, R> language, RedisFeed feed, List<S> steps, long deadlineNanos) {
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
            wave.add(new ScriptCommand(i, together(i), false));
        }
        send(first(), wave);
    }

    private List<S> together(int from) {
        int end = from + 1;
        while (end < size() && language.goesWith(all().subList(from, end), step(end))) {
            end++;
        }
        return all().subList(from, end);
    }

    private Set<Script> first() {
        Set<Script> scripts = EnumSet.noneOf(Script.class);
        all().forEach(step -> scripts.add(language.script(step)));
        return scripts.size() == 1 || areApart() ? Set.of() : scripts;
    }

    private boolean areApart() {
        Set<Object> things = new HashSet<>();
        return all().stream().allMatch(step -> things.add(language.thing(step)));
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
        List<byte @Nullable []> pieces = command.pieces();
        byte[] first = pieces == null || pieces.isEmpty() ? null : pieces.get(0);
        if (error != null) {
            refused(command, error);
        } else if (pieces == null || first == null) {
            settled(command, null);
        } else if (language.wantsAll(first)) {
            again(command, true);
        } else {
            settled(command, command.replies(pieces));
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
            settle(command, language.refused(error));
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

    /** Steps on their way, by themselves or with those of other calls. */
    private final class ScriptCommand extends Command {
        private final int from;
        private final List<S> steps;
        private final boolean whole;
        private final Argument argument;
        private @Nullable Company<S, R> company;
        private int place;

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
            return argument.bytes().length;
        }

        @Override
        boolean joins(Command next) {
            ScriptCommand other = inSameLanguage(next);
            if (other == null || !mayGoWith(other) || !claim() || !takeAlong(other)) {
                return false;
            }
            if (company == null) {
                joins(new Company<>(language));
            }
            other.joins(Objects.requireNonNull(company));
            return true;
        }

        private boolean mayGoWith(ScriptCommand other) {
            List<S> before = company == null ? steps : company.steps();
            return other.argument.shared() == argument.shared()
                    && other.steps.size() == 1
                    && language.goesWith(before, other.steps.get(0));
        }

        private void joins(Company<S, R> one) {
            company = one;
            place = one.add(steps, argument);
        }

        @SuppressWarnings("unchecked") // the same language has the same steps
        private @Nullable ScriptCommand inSameLanguage(Command next) {
            boolean isSame = next instanceof ScriptBatch<?, ?>.ScriptCommand other && other.language() == language;
            return isSame ? (ScriptCommand) next : null;
        }

        private ScriptLanguage<S, R> language() {
            return language;
        }

        @Override
        void write(ByteBuf out) {
            S step = steps.get(0);
            language.script(step).text(wire().server()).call(out);
            language.writeKey(out, step);
            if (company == null) {
                Resp.bulk(out, argument.bytes());
            } else {
                company.write(out);
            }
        }

        /** Returns the answers to its own steps, or null. */
        @Nullable
        List<R> replies(List<byte @Nullable []> answer) {
            Company<S, R> all = company;
            if (all == null) {
                return language.answers(steps, answer, feedEpoch());
            }
            List<R> replies = all.replies(answer, feedEpoch());
            return replies == null ? null : replies.subList(place, place + steps.size());
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
