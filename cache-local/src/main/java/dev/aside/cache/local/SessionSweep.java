package dev.aside.cache.local;

import dev.aside.cache.spi.Digest;
import dev.aside.cache.spi.SessionSlot;
import dev.aside.cache.spi.SessionSpec;
import java.util.Collections;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Forgets sessions that have ended, and registers that nobody is in, a piece at a time. */
final class SessionSweep implements Sweep.Swept {

    private static final int PIECE = 10_000;

    private final ConcurrentHashMap<Digest, SessionSlot> sessions;
    private final ConcurrentHashMap<Digest, Map<Digest, Long>> registers;
    private final long keepMillis;
    private final LongSupplier clock;
    private Iterator<Digest> rest = Collections.emptyIterator();
    private Iterator<Digest> restOfRegisters = Collections.emptyIterator();

    SessionSweep(
            ConcurrentHashMap<Digest, SessionSlot> sessions,
            ConcurrentHashMap<Digest, Map<Digest, Long>> registers,
            SessionSpec spec,
            LongSupplier clock) {
        this.sessions = sessions;
        this.registers = registers;
        this.keepMillis = spec.keepMillis();
        this.clock = clock;
    }

    @Override
    public void sweep() {
        rest = rest.hasNext() ? rest : sessions.keySet().iterator();
        restOfRegisters =
                restOfRegisters.hasNext() ? restOfRegisters : registers.keySet().iterator();
        long now = clock.getAsLong();
        for (int i = 0; i < PIECE && rest.hasNext(); i++) {
            sessions.computeIfPresent(rest.next(), (key, slot) -> kept(slot, now));
        }
        for (int i = 0; i < PIECE && restOfRegisters.hasNext(); i++) {
            registers.computeIfPresent(restOfRegisters.next(), (key, members) -> kept(members, now));
        }
    }

    private @Nullable SessionSlot kept(SessionSlot slot, long now) {
        long until = slot instanceof SessionSlot.Live live
                ? live.endsMillis() + keepMillis
                : ((SessionSlot.Ended) slot).untilMillis();
        return until <= now ? null : slot;
    }

    private static @Nullable Map<Digest, Long> kept(Map<Digest, Long> members, long now) {
        return members.values().stream().allMatch(until -> until <= now) ? null : members;
    }

    @Override
    public boolean isEmpty() {
        return sessions.isEmpty() && registers.isEmpty();
    }
}
