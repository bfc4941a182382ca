package dev.aside.cache.redis;

import dev.aside.cache.spi.SlotStep;
import dev.aside.cache.spi.StepReply;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * The steps of one call, on one connection, with what has become of them. Most are answered by their first command. What the
 * server has surely not done is sent once more when all first commands have come back: a script that it did not know, a lease
 * that only a script can take, a value that it has no room for.
 */
final class Batch extends CompletableFuture<List<StepReply>>
        implements StepCommand.Steps, Deadlines.Waiting, Gate.Passenger {

    /*
     * Two steps on one slot
     * ---------------------
     * They run in the order given, and a step that is sent again runs later than the order says. So when one has to be, and a
     * later one on its slot has been done meanwhile, it is not: it is answered as not applied, which is true. A later read is
     * sent again behind it. The server answers in order, so it is known of every answer whether an earlier step is to be sent
     * again. Leases of such batches take the script at once, so that this is left to servers that have lost their scripts.
     */

    private static final AtomicIntegerFieldUpdater<Batch> UNDER_WAY =
            AtomicIntegerFieldUpdater.newUpdater(Batch.class, "underWay");
    private static final VarHandle REPLIES = MethodHandles.arrayElementVarHandle(StepReply[].class);
    private static final int MAX_WAVES = 4;

    private final Slots slots;
    private final List<SlotStep> steps;
    private final long deadlineNanos;
    private final StepReply[] replies;
    private final StepCommand[] commands;
    private @Nullable Wire wire;
    private @Nullable Again again;

    @SuppressWarnings("unused") // through UNDER_WAY
    private volatile int underWay;

    private long feedEpoch;
    private int waves;
    private volatile boolean sent;
    private volatile boolean expired;

    Batch(Slots slots, List<SlotStep> steps, long deadlineNanos) {
        this.slots = slots;
        this.steps = steps;
        this.deadlineNanos = deadlineNanos;
        this.replies = new StepReply[steps.size()];
        this.commands = new StepCommand[steps.size()];
    }

    @Override
    public Slots slots() {
        return slots;
    }

    @Override
    public Wire wire() {
        return Objects.requireNonNull(wire, "sent");
    }

    @Override
    public Deadlines.@Nullable Reader reader() {
        return sent ? wire : null;
    }

    @Override
    public List<SlotStep> all() {
        return steps;
    }

    @Override
    public SlotStep step(int index) {
        return steps.get(index);
    }

    @Override
    public int size() {
        return steps.size();
    }

    @Override
    public long feedEpoch() {
        return feedEpoch;
    }

    @Override
    public long deadlineNanos() {
        return deadlineNanos;
    }

    /** Answers every step alike, before any was sent. */
    @Override
    public void failAll(StepReply.Failed reply) {
        for (int i = 0; i < replies.length; i++) {
            settle(i, reply);
        }
        finish();
    }

    /** Sends the steps. What can be answered here is not sent. */
    @Override
    public void send(Wire by) {
        wire = by;
        feedEpoch = slots.feed().registering(by);
        boolean apart = Commands.areApart(steps);
        int size = 0;
        for (int i = 0; i < replies.length; i++) {
            StepCommand command = command(i, apart);
            if (command != null) {
                commands[i] = command;
                size++;
            }
        }
        dispatch(List.of(), size == commands.length ? Arrays.asList(commands) : present(size));
    }

    private List<StepCommand> present(int size) {
        List<StepCommand> present = new ArrayList<>(size);
        for (StepCommand command : commands) {
            if (command != null) {
                present.add(command);
            }
        }
        return present;
    }

    private @Nullable StepCommand command(int index, boolean apart) {
        try {
            StepCommand command = Commands.first(this, index, apart);
            if (command == null) {
                settle(index, StepReply.Refused.INSTANCE);
            }
            return command;
        } catch (IllegalArgumentException | IllegalStateException e) {
            settle(index, Failures.notApplied("refused: " + e.getMessage()));
            return null;
        }
    }

    /** Sends scripts that are to be known first, and then steps; in one flush. */
    private void dispatch(List<? extends Command> before, List<StepCommand> wave) {
        if (wave.isEmpty()) {
            finish();
            return;
        }
        waves++;
        UNDER_WAY.set(this, wave.size());
        List<? extends Command> all = before.isEmpty() ? wave : joined(before, wave);
        wire().reserve(all);
        sent = true;
        if (expired) {
            all.forEach(Command::giveUp);
        } else {
            wire().dispatch(all);
        }
    }

    private static List<Command> joined(List<? extends Command> before, List<StepCommand> wave) {
        List<Command> all = new ArrayList<>(before);
        all.addAll(wave);
        return all;
    }

    @Override
    public void answered(int index, StepCommand command) {
        String error = command.getError();
        if (error == null) {
            Answers.take(this, index, command);
        } else {
            refused(index, command, error);
        }
    }

    @Override
    public void answer(int index, StepReply reply) {
        Again later = again;
        if (later != null && later.isOvertakenBy(index)) {
            if (steps.get(index) instanceof SlotStep.Read) {
                again(index, StepCommand.get(this, index));
                return;
            }
            later.withdraw(index).forEach(late -> settle(late, Failures.notApplied("a later step came first")));
        }
        settle(index, reply);
        cameBack();
    }

    @Override
    public void again(int index, StepCommand command) {
        if (waves >= MAX_WAVES) {
            settle(index, Failures.notApplied("redis is asked in vain"));
        } else {
            commands[index] = command;
            again().add(command);
        }
        cameBack();
    }

    private Again again() {
        Again later = again;
        if (later == null) {
            later = new Again(steps);
            again = later;
        }
        return later;
    }

    /** The server has answered with an error. */
    private void refused(int index, StepCommand command, String error) {
        Script script = command.script();
        String code = Failures.code(error);
        wire().refused(code);
        if (script != null && code.equals("NOSCRIPT")) {
            again().isMissing(script);
            again(index, command.anew());
        } else if (script == Script.END_WITH_VALUE && code.equals("OOM")) {
            again(index, StepCommand.script(this, index, Script.END));
        } else {
            answer(index, Failures.of(error));
        }
    }

    private void settle(int index, StepReply reply) {
        REPLIES.compareAndSet(replies, index, null, reply);
    }

    private void cameBack() {
        if (UNDER_WAY.decrementAndGet(this) > 0 || expired) {
            return;
        }
        Again later = again;
        again = null;
        if (later == null) {
            finish();
        } else {
            dispatch(later.loads(wire()), later.commands());
        }
    }

    private void finish() {
        complete(Arrays.asList(replies));
    }

    /** Answers what is not answered yet: nobody waits for it any more. */
    @Override
    public void expire() {
        expired = true;
        for (int i = 0; i < replies.length; i++) {
            StepCommand command = sent ? commands[i] : null;
            boolean written = command != null && !Boolean.FALSE.equals(command.giveUp());
            settle(i, written ? Failures.unknown("no answer in time") : Failures.notApplied("not sent in time"));
        }
        finish();
    }
}
