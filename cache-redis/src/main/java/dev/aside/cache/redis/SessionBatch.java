package dev.aside.cache.redis;

import dev.aside.cache.spi.SessionReply;
import dev.aside.cache.spi.SessionStep;
import dev.aside.cache.spi.StepReply;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The steps of one call on sessions. Each is a script. Those that the server did not know are sent once more, behind their text;
 * where two steps are on one session the texts go first, so that none overtakes another.
 */
final class SessionBatch extends Pending<SessionStep, SessionReply> {

    private static final int MAX_WAVES = 3;

    /**
     * What is known of a store.
     *
     * @param keys what its things are called
     * @param words what its steps are in the words of scripts
     * @param feed what is told of its changes
     */
    record Means(Keys keys, SessionWords words, RedisFeed feed) {}

    private final Means means;
    private final Set<Script> missing = EnumSet.noneOf(Script.class);
    private final List<Command> again = new ArrayList<>();

    SessionBatch(Means means, List<SessionStep> steps, long deadlineNanos) {
        super(means.feed(), steps, deadlineNanos);
        this.means = means;
    }

    @Override
    SessionReply failed(StepReply.Failed reply) {
        return new SessionReply.Failed(reply.outcome(), reply.reason());
    }

    @Override
    void begin() {
        for (int i = 0; i < size(); i++) {
            becomes(i, new SessionCommand(i));
        }
        dispatch(areApart() ? Set.of() : scripts(), commands());
    }

    private boolean areApart() {
        Set<Object> on = new HashSet<>();
        return all().stream().allMatch(step -> on.add(step.key()));
    }

    private Set<Script> scripts() {
        Set<Script> all = EnumSet.noneOf(Script.class);
        all().forEach(step -> all.add(SessionWords.script(step)));
        return all;
    }

    private void answered(int index, SessionCommand command) {
        String error = command.getError();
        if (error == null) {
            SessionReply reply = command.shape() == Command.Shape.BYTES
                    ? SessionAnswers.read(step(index), command.bytes(), feedEpoch())
                    : null;
            if (reply == null) {
                wire().broken();
                reply = failed(Failures.unknown("redis answers with what makes no sense"));
            }
            settle(index, reply);
        } else {
            refused(index, error);
        }
        cameBack();
    }

    private void refused(int index, String error) {
        String code = Failures.code(error);
        wire().refused(code);
        if (code.equals("NOSCRIPT") && mayAskAgain(MAX_WAVES)) {
            SessionCommand command = new SessionCommand(index);
            missing.add(SessionWords.script(step(index)));
            becomes(index, command);
            again.add(command);
        } else {
            settle(index, failed(Failures.of(error)));
        }
    }

    @Override
    void goOn() {
        if (again.isEmpty()) {
            finish();
            return;
        }
        Set<Script> before = EnumSet.copyOf(missing);
        List<Command> wave = List.copyOf(again);
        missing.clear();
        again.clear();
        dispatch(before, wave);
    }

    /** One step on its way. */
    private final class SessionCommand extends Command {
        private final int index;
        private final byte[] argument;

        SessionCommand(int index) {
            super(wire());
            this.index = index;
            this.argument = means.words().argument(step(index));
        }

        @Override
        int weight() {
            return argument.length;
        }

        @Override
        void write(ByteBuf out) {
            SessionStep step = step(index);
            SessionWords.script(step).text(wire().server()).call(out);
            means.keys().write(out, SessionWords.letter(step), step.key());
            Resp.bulk(out, argument);
        }

        @Override
        void answered() {
            SessionBatch.this.answered(index, this);
        }

        @Override
        void failed(boolean written, String reason) {
            settle(index, SessionBatch.this.failed(written ? Failures.unknown(reason) : Failures.notApplied(reason)));
            cameBack();
        }
    }
}
