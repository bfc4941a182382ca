package dev.aside.cache.redis;

import dev.aside.cache.spi.SessionReply;
import dev.aside.cache.spi.SessionStep;
import dev.aside.cache.spi.StepReply;
import io.netty.buffer.ByteBuf;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * The steps of one call on sessions, on one connection, with what has become of them. Each is a script. Those that the server did
 * not know are sent once more, behind their text, when all have come back; where two steps are on one session the texts go first,
 * so that none overtakes another.
 */
final class SessionBatch extends CompletableFuture<List<SessionReply>> implements Deadlines.Waiting, Gate.Passenger {

    private static final AtomicIntegerFieldUpdater<SessionBatch> UNDER_WAY =
            AtomicIntegerFieldUpdater.newUpdater(SessionBatch.class, "underWay");
    private static final VarHandle REPLIES = MethodHandles.arrayElementVarHandle(SessionReply[].class);
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
    private final List<SessionStep> steps;
    private final long deadlineNanos;
    private final SessionReply[] replies;
    private final SessionCommand[] commands;
    private final Set<Script> missing = EnumSet.noneOf(Script.class);
    private final List<SessionCommand> again = new ArrayList<>();
    private @Nullable Wire wire;

    @SuppressWarnings("unused") // through UNDER_WAY
    private volatile int underWay;

    private long feedEpoch;
    private int waves;
    private volatile boolean sent;
    private volatile boolean expired;

    SessionBatch(Means means, List<SessionStep> steps, long deadlineNanos) {
        this.means = means;
        this.steps = steps;
        this.deadlineNanos = deadlineNanos;
        this.replies = new SessionReply[steps.size()];
        this.commands = new SessionCommand[steps.size()];
    }

    @Override
    public int size() {
        return steps.size();
    }

    @Override
    public long deadlineNanos() {
        return deadlineNanos;
    }

    @Override
    public Deadlines.@Nullable Reader reader() {
        return sent ? wire : null;
    }

    private Wire wire() {
        return Objects.requireNonNull(wire, "sent");
    }

    @Override
    public void failAll(StepReply.Failed reply) {
        for (int i = 0; i < replies.length; i++) {
            settle(i, failed(reply));
        }
        finish();
    }

    private static SessionReply failed(StepReply.Failed reply) {
        return new SessionReply.Failed(reply.outcome(), reply.reason());
    }

    @Override
    public void send(Wire by) {
        wire = by;
        feedEpoch = means.feed().registering(by);
        for (int i = 0; i < commands.length; i++) {
            commands[i] = new SessionCommand(i);
        }
        Set<Script> first = areApart() ? Set.of() : scripts();
        dispatch(first, Arrays.asList(commands));
    }

    private boolean areApart() {
        Set<Object> on = new HashSet<>();
        return steps.stream().allMatch(step -> on.add(step.key()));
    }

    private Set<Script> scripts() {
        Set<Script> all = EnumSet.noneOf(Script.class);
        steps.forEach(step -> all.add(SessionWords.script(step)));
        return all;
    }

    private void dispatch(Set<Script> before, List<SessionCommand> wave) {
        waves++;
        UNDER_WAY.set(this, wave.size());
        List<Command> all = new ArrayList<>(before.size() + wave.size());
        before.forEach(
                script -> all.add(new Plain(wire(), script.text(wire().server()).load())));
        all.addAll(wave);
        wire().reserve(all);
        sent = true;
        if (expired) {
            all.forEach(Command::giveUp);
        } else {
            wire().dispatch(all);
        }
    }

    private void answered(int index, SessionCommand command) {
        String error = command.getError();
        if (error == null) {
            SessionReply reply = command.shape() == Command.Shape.BYTES
                    ? SessionAnswers.read(steps.get(index), command.bytes(), feedEpoch)
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
        if (code.equals("NOSCRIPT") && waves < MAX_WAVES) {
            missing.add(SessionWords.script(steps.get(index)));
            commands[index] = new SessionCommand(index);
            again.add(commands[index]);
        } else {
            settle(index, failed(Failures.of(error)));
        }
    }

    private void cameBack() {
        if (UNDER_WAY.decrementAndGet(this) > 0 || expired) {
            return;
        }
        if (again.isEmpty()) {
            finish();
            return;
        }
        Set<Script> before = EnumSet.copyOf(missing);
        List<SessionCommand> wave = List.copyOf(again);
        missing.clear();
        again.clear();
        dispatch(before, wave);
    }

    private void settle(int index, SessionReply reply) {
        REPLIES.compareAndSet(replies, index, null, reply);
    }

    private void finish() {
        complete(Arrays.asList(replies));
    }

    /** Answers what is not answered yet: nobody waits for it any more. */
    @Override
    public void expire() {
        expired = true;
        for (int i = 0; i < replies.length; i++) {
            SessionCommand command = sent ? commands[i] : null;
            boolean written = command != null && !Boolean.FALSE.equals(command.giveUp());
            settle(
                    i,
                    failed(written ? Failures.unknown("no answer in time") : Failures.notApplied("not sent in time")));
        }
        finish();
    }

    /** One step on its way. */
    private final class SessionCommand extends Command {
        private final int index;
        private final byte[] argument;

        SessionCommand(int index) {
            super(wire());
            this.index = index;
            this.argument = means.words().argument(steps.get(index));
        }

        @Override
        int weight() {
            return argument.length;
        }

        @Override
        void write(ByteBuf out) {
            SessionStep step = steps.get(index);
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
            settle(index, SessionBatch.failed(written ? Failures.unknown(reason) : Failures.notApplied(reason)));
            cameBack();
        }
    }
}
