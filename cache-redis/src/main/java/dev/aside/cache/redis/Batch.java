package dev.aside.cache.redis;

import dev.aside.cache.spi.SlotKey;
import dev.aside.cache.spi.SlotStep;
import dev.aside.cache.spi.StepReply;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The steps of one call, on one connection, with what has become of them. Most are answered by their first command. What the
 * server has surely not done is sent once more when all first commands have come back: a script that it did not know, a lease
 * that only a script can take, a value that it has no room for.
 */
final class Batch extends CompletableFuture<List<StepReply>> {

    /*
     * Two steps on one slot
     * ---------------------
     * They run in the order given, and a step that is sent again runs later than the order says. So when one has to be, and a
     * later one on its slot has been done meanwhile, it is not: it is answered as not applied, which is true. A later read is
     * sent again behind it. The server answers in order, so it is known of every answer whether an earlier step is to be sent
     * again. Leases of such batches take the script at once, so that this is left to servers that have lost their scripts.
     */

    private static final VarHandle REPLIES = MethodHandles.arrayElementVarHandle(StepReply[].class);
    private static final int MAX_WAVES = 4;

    private final RedisStore store;
    private final List<SlotStep> steps;
    private final long deadlineNanos;
    private final StepReply[] replies;
    private final StepCommand[] commands;
    private final AtomicInteger underWay = new AtomicInteger();
    private final List<StepCommand> again = new ArrayList<>(0);
    private final Set<Script> missing = new HashSet<>(0);
    private @Nullable Wire wire;
    private long feedEpoch;
    private int waves;
    private volatile boolean sent;
    private volatile boolean expired;

    Batch(RedisStore store, List<SlotStep> steps, long deadlineNanos) {
        this.store = store;
        this.steps = steps;
        this.deadlineNanos = deadlineNanos;
        this.replies = new StepReply[steps.size()];
        this.commands = new StepCommand[steps.size()];
    }

    RedisStore store() {
        return store;
    }

    Wire wire() {
        return Objects.requireNonNull(wire, "sent");
    }

    List<SlotStep> steps() {
        return steps;
    }

    SlotStep step(int index) {
        return steps.get(index);
    }

    int size() {
        return steps.size();
    }

    long epoch() {
        return wire().epoch();
    }

    /** Returns the epoch of the feed in which the reads of this batch register. */
    long feedEpoch() {
        return feedEpoch;
    }

    long deadlineNanos() {
        return deadlineNanos;
    }

    /** Answers every step alike, before any was sent. */
    void failAll(StepReply.Failed reply) {
        for (int i = 0; i < replies.length; i++) {
            settle(i, reply);
        }
        finish();
    }

    /** Sends the steps. What can be answered here is not sent. */
    void send(Wire by) {
        wire = by;
        feedEpoch = store.registering(by);
        boolean apart = Commands.areApart(steps);
        List<StepCommand> first = new ArrayList<>(steps.size());
        for (int i = 0; i < replies.length; i++) {
            try {
                StepCommand command = Commands.first(this, i, apart);
                if (command == null) {
                    settle(i, StepReply.Refused.INSTANCE);
                } else {
                    commands[i] = command;
                    first.add(command);
                }
            } catch (IllegalArgumentException | IllegalStateException e) {
                settle(i, Failures.notApplied("refused: " + e.getMessage()));
            }
        }
        dispatch(first, List.of());
    }

    /** Sends scripts that are to be known first, and then steps; in one flush. */
    private void dispatch(List<StepCommand> wave, List<Command> before) {
        if (wave.isEmpty()) {
            finish();
            return;
        }
        waves++;
        underWay.set(wave.size());
        sent = true;
        if (expired) {
            wave.forEach(Command::giveUp);
        } else {
            wire().dispatch(before, wave);
        }
    }

    void answer(int index, StepReply reply) {
        if (!again.isEmpty() && overtakes(index)) {
            SlotStep step = steps.get(index);
            if (step instanceof SlotStep.Read) {
                again(index, StepCommand.get(this, index));
                return;
            }
            withdraw(step.key());
        }
        settle(index, reply);
        cameBack();
    }

    private boolean overtakes(int index) {
        SlotKey key = steps.get(index).key();
        for (StepCommand earlier : again) {
            if (earlier.index() < index && steps.get(earlier.index()).key().equals(key)) {
                return true;
            }
        }
        return false;
    }

    private void withdraw(SlotKey key) {
        again.removeIf(command -> {
            boolean late = steps.get(command.index()).key().equals(key);
            if (late) {
                settle(command.index(), Failures.notApplied("a later step came first"));
            }
            return late;
        });
    }

    /** The server has surely not done a step, and is to be asked again in this way. */
    void again(int index, StepCommand command) {
        if (waves >= MAX_WAVES) {
            answer(index, Failures.notApplied("redis is asked in vain"));
            return;
        }
        again.add(command);
        commands[index] = command;
        cameBack();
    }

    /** The server has answered with an error. */
    void refused(int index, StepCommand command, String error) {
        Script script = command.script();
        String code = Failures.code(error);
        wire().refused(code);
        if (script != null && code.equals("NOSCRIPT")) {
            missing.add(script);
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
        if (underWay.decrementAndGet() > 0 || expired) {
            return;
        }
        if (again.isEmpty()) {
            finish();
        } else {
            sendAgain();
        }
    }

    private void sendAgain() {
        List<StepCommand> wave = List.copyOf(again);
        List<Command> before = new ArrayList<>(missing.size());
        missing.forEach(script ->
                before.add(new Plain(wire(), script.text(wire().server()).load())));
        again.clear();
        missing.clear();
        dispatch(wave, before);
    }

    private void finish() {
        complete(Arrays.asList(replies));
    }

    /** Answers what is not answered yet: nobody waits for it any more. */
    void expire() {
        expired = true;
        for (int i = 0; i < replies.length; i++) {
            StepCommand command = sent ? commands[i] : null;
            boolean written = command != null && !Boolean.FALSE.equals(command.giveUp());
            settle(i, written ? Failures.unknown("no answer in time") : Failures.notApplied("not sent in time"));
        }
        finish();
    }
}
