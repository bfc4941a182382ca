package dev.aside.cache.memcached;

import dev.aside.cache.spi.StepReply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The steps of one call on one name, one after the other: whose turn it is, by which connection, and when all is over. Each looks at
 * what is there, makes something of it here, and sets that if nobody has set it since. What it makes of it is the subclass's to say.
 *
 * @param <S> the steps
 * @param <R> the answers
 */
abstract class Turns<S, R> implements Wire.Part, Lanes.Entrant {

    /*
     * What is known when no answer comes
     * ----------------------------------
     * A look changes nothing. So a step has done nothing until its add or set is on its way, and then it may have.
     */

    private final Pending<S, R> call;
    private final Fleet fleet;
    private final Lanes lanes;
    private final String name;
    private final List<Integer> which = new ArrayList<>(1);
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Wire wire;
    private int at;
    private int tries;
    private boolean writing;
    private boolean holds;
    private boolean ended;

    Turns(Pending<S, R> call, Fleet fleet, Lanes lanes, String name) {
        this.call = call;
        this.fleet = fleet;
        this.lanes = lanes;
        this.name = name;
    }

    /** Begins with the step whose turn it is, or begins again with it. */
    abstract void next();

    /** Goes on with what is there, or with null for nothing. */
    abstract void found(@Nullable Item item);

    void add(int index) {
        which.add(index);
    }

    @Override
    public final String name() {
        return name;
    }

    /** A look, and a change. */
    @Override
    public final int size() {
        return 2 * which.size();
    }

    @Override
    public final void begin() {
        boolean isLate;
        lock.lock();
        try {
            isLate = ended;
            holds = true;
        } finally {
            lock.unlock();
        }
        if (isLate) {
            lanes.leave(name);
        } else {
            send();
        }
    }

    /** Begins without waiting for those who change what is there. */
    final void send() {
        fleet.nodeOf(name).send(this);
    }

    @Override
    public final void start(Wire by) {
        turn(() -> {
            wire = by;
            next();
        });
        lock.lock();
        try {
            if (ended) {
                by.over(this); // it may have been given up before it knew the connection
            }
        } finally {
            lock.unlock();
        }
    }

    /** Does something while nobody else does, and tells afterwards if that was the end. */
    final void turn(Runnable work) {
        boolean isOver;
        lock.lock();
        try {
            if (ended) {
                return;
            }
            work.run();
            isOver = ended;
        } finally {
            lock.unlock();
        }
        if (isOver && !lock.isHeldByCurrentThread()) {
            over();
        }
    }

    private void over() {
        Wire mine = wire;
        if (mine != null) {
            mine.over(this);
        }
        if (holds) {
            lanes.leave(name);
        }
        call.partIsOver();
    }

    final Wire wire() {
        return Objects.requireNonNull(wire, "started");
    }

    /** Returns the step whose turn it is. */
    S step() {
        return call.step(which.get(at));
    }

    /** Returns whether the step has not lost against others yet. */
    final boolean isFirstTry() {
        return tries == 0;
    }

    /** Notes that the step has lost against others. Returns whether it may begin again, if it has so many tries. */
    final boolean mayTryAgain(int most) {
        return ++tries < most;
    }

    /** Looks at what is there, so that it can be compared. */
    final void look() {
        wire().gets(name, (fate, items) -> turn(() -> looked(fate, items)));
    }

    final void looked(Fate fate, Map<String, Item> items) {
        if (fate == Fate.NOT_SENT) {
            stop(Failures.LOST);
        } else if (fate == Fate.REFUSED) {
            fail(Failures.notApplied(Failures.ERROR));
        } else {
            found(items.get(name));
        }
    }

    /** Notes whether a change is on its way. */
    final void isWriting(boolean is) {
        writing = is;
    }

    /**
     * Sets what is there, unless somebody has set it since it was looked at.
     *
     * @param item what was looked at, or null for nothing
     * @param then told whether it was set, if the server has said so
     */
    final void write(@Nullable Item item, int seconds, byte[] bytes, Consumer<Boolean> then) {
        writing = true;
        Consumer<Fate> answered = fate -> turn(() -> wrote(fate, then));
        if (item == null) {
            wire().add(name, seconds, bytes, answered);
        } else {
            wire().cas(name, item.cas(), seconds, bytes, answered);
        }
    }

    /** Sets what is there, whatever it is. */
    final void overwrite(int seconds, byte[] bytes, Runnable then) {
        writing = true;
        wire().set(name, seconds, bytes, fate -> turn(() -> wrote(fate, done -> then.run())));
    }

    /** If the server has not said what has become of a change, that is all there will be of the step. */
    private void wrote(Fate fate, Consumer<Boolean> then) {
        writing = false;
        if (fate == Fate.NOT_SENT) {
            stop(Failures.LOST);
        } else if (fate == Fate.REFUSED) {
            fail(Failures.unknown(Failures.ERROR));
        } else {
            then.accept(fate == Fate.DONE);
        }
    }

    /** Answers the step whose turn it is, and begins with the one that follows. */
    void answer(R reply) {
        call.settle(which.get(at), reply);
        at++;
        tries = 0;
        if (at == which.size()) {
            ended = true;
        } else {
            next();
        }
    }

    /** Answers with what is known of a step that went wrong. */
    final void fail(StepReply.Failed why) {
        answer(call.failed(why));
    }

    /** Answers all steps that are left. */
    final void stop(String why) {
        for (; at < which.size(); at++) {
            call.settle(which.get(at), call.failed(writing ? Failures.unknown(why) : Failures.notApplied(why)));
            writing = false;
        }
        ended = true;
    }

    @Override
    public final void giveUp(String why) {
        turn(() -> stop(why));
    }
}
