package dev.aside.cache.memcached;

import dev.aside.cache.spi.Digest;
import dev.aside.cache.spi.SessionFormat;
import dev.aside.cache.spi.SessionReply;
import dev.aside.cache.spi.SessionRules;
import dev.aside.cache.spi.SessionSlot;
import dev.aside.cache.spi.SessionStep;
import dev.aside.cache.spi.StepReply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The steps of one call on one session, one after the other. Each looks at the session, applies the rules here, and sets it if
 * nobody has set it since; if somebody has, it begins again with what that one has made of it, so that nobody's changes are lost.
 */
final class SessionTurns implements Wire.Part, Lanes.Entrant {

    /*
     * Trips
     * -----
     * A load is a read, together with all others who read just then, and is answered by it. That somebody has come is noted
     * behind it, a tenth of the time, and nobody waits for that. A session that is new is added without a look. What is changed is
     * looked at and compared.
     */

    /** Whoever loses as often against others has done nothing, and says so. */
    private static final int TRIES = 20;

    /** The sessions of the store. */
    interface Sessions {
        Fleet fleet();

        Lanes lanes();

        SessionRules rules();

        long timeMillis();

        /** Returns what was found under a name. */
        @Nullable
        SessionSlot decode(Digest key, @Nullable Item item);

        /** Returns whether there is room for so much at a server. */
        boolean fits(byte[] bytes);

        /** Returns for how long a server is asked to keep a session. */
        int seconds(SessionSlot slot);

        /** Notes behind a load that somebody has come. Nobody waits for it. */
        void note(SessionStep step);
    }

    private final SessionBatch call;
    private final Sessions sessions;
    private final String name;
    private final Digest key;
    private final List<Integer> which = new ArrayList<>(1);
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Wire wire;
    private int at;
    private int tries;
    private boolean writing;
    private boolean holds;
    private boolean ended;

    SessionTurns(SessionBatch call, Sessions sessions, String name, Digest key) {
        this.call = call;
        this.sessions = sessions;
        this.name = name;
        this.key = key;
    }

    void add(int index) {
        which.add(index);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int size() {
        return 2 * which.size();
    }

    /** Returns whether it changes nothing that others wait for. */
    boolean onlyLooks() {
        return which.stream()
                .map(call::step)
                .allMatch(step -> step instanceof SessionStep.Peek
                        || (step instanceof SessionStep.Load load && load.hold() == 0));
    }

    /** Begins without waiting for those who change it. */
    void look() {
        sessions.fleet().nodeOf(name).send(this);
    }

    @Override
    public void begin() {
        boolean isLate;
        lock.lock();
        try {
            isLate = ended;
            holds = true;
        } finally {
            lock.unlock();
        }
        if (isLate) {
            sessions.lanes().leave(name);
        } else {
            look();
        }
    }

    @Override
    public void start(Wire by) {
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
    private void turn(Runnable work) {
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
            sessions.lanes().leave(name);
        }
        call.partIsOver();
    }

    private Wire wire() {
        return Objects.requireNonNull(wire, "started");
    }

    private SessionStep.OnSession step() {
        return (SessionStep.OnSession) call.step(which.get(at));
    }

    private void next() {
        if (tries == 0 && step() instanceof SessionStep.Create) {
            found(null);
        } else if (onlyLooks()) {
            wire().get(List.of(name), (fate, items) -> turn(() -> looked(fate, items)));
        } else {
            wire().gets(name, (fate, items) -> turn(() -> looked(fate, items)));
        }
    }

    private void looked(Fate fate, Map<String, Item> items) {
        if (fate == Fate.NOT_SENT) {
            stop("the connection is lost");
        } else if (fate == Fate.REFUSED) {
            answer(failed(Failures.notApplied("memcached answers with an error")));
        } else {
            found(items.get(name));
        }
    }

    private SessionReply failed(StepReply.Failed reply) {
        return call.failed(reply);
    }

    private void found(@Nullable Item item) {
        SessionSlot current = sessions.decode(key, item);
        SessionRules.Transition done = sessions.rules().apply(current, step(), sessions.timeMillis());
        SessionSlot next = done.slot();
        if (next == null || next == current) {
            answer(done.reply());
        } else if (onlyLooks()) {
            answer(done.reply());
            sessions.note(step(at - 1));
        } else {
            change(item, next, done.reply());
        }
    }

    private SessionStep step(int index) {
        return call.step(which.get(index));
    }

    private void change(@Nullable Item item, SessionSlot next, SessionReply reply) {
        byte[] bytes = SessionFormat.encode(key, next);
        if (!sessions.fits(bytes)) {
            answer(SessionReply.Full.INSTANCE);
            return;
        }
        int seconds = sessions.seconds(next);
        writing = true;
        if (item == null) {
            wire().add(name, seconds, bytes, fate -> turn(() -> changed(fate, reply)));
        } else {
            wire().cas(name, item.cas(), seconds, bytes, fate -> turn(() -> changed(fate, reply)));
        }
    }

    private void changed(Fate fate, SessionReply reply) {
        writing = false;
        switch (fate) {
            case DONE -> answer(reply);
            case NOT_SENT -> stop("the connection is lost");
            case REFUSED -> answer(failed(Failures.unknown("memcached answers with an error")));
            case MISSED -> {
                if (++tries < TRIES) {
                    next();
                } else {
                    answer(failed(Failures.notApplied("others were faster")));
                }
            }
        }
    }

    private void answer(SessionReply reply) {
        call.settle(which.get(at), reply);
        at++;
        tries = 0;
        if (at == which.size()) {
            ended = true;
        } else {
            next();
        }
    }

    private void stop(String why) {
        for (; at < which.size(); at++) {
            call.settle(which.get(at), failed(writing ? Failures.unknown(why) : Failures.notApplied(why)));
            writing = false;
        }
        ended = true;
    }

    @Override
    public void giveUp(String why) {
        turn(() -> stop(why));
    }
}
