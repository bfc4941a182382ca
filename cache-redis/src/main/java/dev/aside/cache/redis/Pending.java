package dev.aside.cache.redis;

import dev.aside.cache.spi.StepReply;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * The steps of one call, on one connection, with what has become of them. They are sent in waves: what is to be sent once more goes
 * when all that was sent before has come back.
 *
 * @param <S> the steps
 * @param <R> the answers
 */
abstract class Pending<S, R> extends CompletableFuture<List<R>> implements Deadlines.Waiting, Gate.Passenger {

    @SuppressWarnings("rawtypes") // a class has no parameters
    private static final AtomicIntegerFieldUpdater<Pending> UNDER_WAY =
            AtomicIntegerFieldUpdater.newUpdater(Pending.class, "underWay");

    private static final VarHandle REPLIES = MethodHandles.arrayElementVarHandle(Object[].class);

    private final RedisFeed feed;
    private final List<S> steps;
    private final long deadlineNanos;
    private final Object[] replies;
    private final Command[] commands;
    private @Nullable Wire wire;

    @SuppressWarnings("unused") // through UNDER_WAY
    private volatile int underWay;

    private long feedEpoch;
    private int waves;
    private volatile boolean sent;
    private volatile boolean expired;

    /** @param feed what is told of changes to what the steps read */
    Pending(RedisFeed feed, List<S> steps, long deadlineNanos) {
        this.feed = feed;
        this.steps = steps;
        this.deadlineNanos = deadlineNanos;
        this.replies = new Object[steps.size()];
        this.commands = new Command[steps.size()];
    }

    /** Returns an answer that says what is known of a step that was not answered. */
    abstract R failed(StepReply.Failed reply);

    /** Sends the first wave. */
    abstract void begin();

    /** Sends what is to be sent once more, or finishes. All that was sent has come back. */
    abstract void goOn();

    public final List<S> all() {
        return steps;
    }

    public final S step(int index) {
        return steps.get(index);
    }

    @Override
    public final int size() {
        return steps.size();
    }

    @Override
    public final long deadlineNanos() {
        return deadlineNanos;
    }

    public final Wire wire() {
        return Objects.requireNonNull(wire, "sent");
    }

    @Override
    public final Deadlines.@Nullable Reader reader() {
        return sent ? wire : null;
    }

    public final long feedEpoch() {
        return feedEpoch;
    }

    /** Answers every step alike, before any was sent. */
    @Override
    public final void failAll(StepReply.Failed reply) {
        for (int i = 0; i < replies.length; i++) {
            settle(i, failed(reply));
        }
        finish();
    }

    @Override
    public final void send(Wire by) {
        wire = by;
        feedEpoch = feed.registering(by);
        begin();
    }

    /** Notes what a step has become. */
    final void becomes(int index, Command command) {
        commands[index] = command;
    }

    /** Returns what the steps have become, but for those that were answered here. */
    final List<Command> commands() {
        for (Command command : commands) {
            if (command == null) {
                return Arrays.stream(commands).filter(Objects::nonNull).toList();
            }
        }
        return Arrays.asList(commands);
    }

    /** Sends scripts that are to be known first, and then steps; in one flush. */
    final void dispatch(Set<Script> before, List<? extends Command> wave) {
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

    private List<Command> joined(Set<Script> before, List<? extends Command> wave) {
        List<Command> all = new ArrayList<>(before.size() + wave.size());
        before.forEach(
                script -> all.add(new Plain(wire(), script.text(wire().server()).load())));
        all.addAll(wave);
        return all;
    }

    /** Returns whether fewer waves than so many have been sent. */
    final boolean mayAskAgain(int most) {
        return waves < most;
    }

    final void settle(int index, R reply) {
        REPLIES.compareAndSet(replies, index, null, reply);
    }

    /** One command has. */
    final void cameBack() {
        if (UNDER_WAY.decrementAndGet(this) == 0 && !expired) {
            goOn();
        }
    }

    @SuppressWarnings("unchecked") // nothing else was put into it
    final void finish() {
        complete((List<R>) Arrays.asList(replies));
    }

    /** Answers what is not answered yet: nobody waits for it any more. Several steps may have become one command. */
    @Override
    public final void expire() {
        expired = true;
        Command last = null;
        boolean written = false;
        for (int i = 0; i < replies.length; i++) {
            Command command = sent ? commands[i] : null;
            if (i == 0 || command != last) {
                written = command != null && !Boolean.FALSE.equals(command.giveUp());
                last = command;
            }
            StepReply.Failed known =
                    written ? Failures.unknown("no answer in time") : Failures.notApplied("not sent in time");
            settle(i, failed(known));
        }
        finish();
    }
}
