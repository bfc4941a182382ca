package dev.aside.cache.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.spi.CalendarRules;
import dev.aside.cache.spi.Digest;
import dev.aside.cache.spi.RegisterRules;
import dev.aside.cache.spi.SessionBackend;
import dev.aside.cache.spi.SessionReply;
import dev.aside.cache.spi.SessionRules;
import dev.aside.cache.spi.SessionSlot;
import dev.aside.cache.spi.SessionSlot.Live;
import dev.aside.cache.spi.SessionSlots;
import dev.aside.cache.spi.SessionSpec;
import dev.aside.cache.spi.SessionStep;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Random steps on sessions, registers and calendars, done by a backend and by the rules in memory. Lives are so long that none is
 * over while it runs; what time it is makes no difference, and times are not compared.
 *
 * <p><b>Thread-safety:</b> for one thread, which blocks until the steps are done.
 */
public final class SessionModelRun {

    private static final int KEYS = 200;
    private static final int MAXIMUM_FIELDS = 4;
    private static final int MAXIMUM_BYTES = 120;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final SessionSlots slots;
    private final RandomSessionSteps random;
    private final Map<Digest, SessionSlot> sessions = new HashMap<>();
    private final Map<Digest, Map<Digest, Long>> registers = new HashMap<>();
    private final Map<Digest, Map<Digest, Long>> calendars = new HashMap<>();
    private final SessionRules rules = new SessionRules(MAXIMUM_FIELDS, MAXIMUM_BYTES);
    private final List<String> differences = new ArrayList<>();
    private int steps;

    private SessionModelRun(SessionSlots slots, boolean hasRegisters, long seed) {
        this.slots = slots;
        this.random = new RandomSessionSteps(KEYS, hasRegisters, seed);
    }

    /**
     * Opens a store named {@code model}, compares, and closes it.
     *
     * @param backend a backend whose servers can be reached and know nothing of such a store
     * @param time the time that it runs on
     * @param steps how many steps at least
     * @param seed what chance begins with
     * @return what differed
     */
    public static SessionModelRun of(SessionBackend backend, RealTime time, int steps, long seed) {
        SessionSpec spec = new SessionSpec("model", Long.MAX_VALUE, MAXIMUM_FIELDS, MAXIMUM_BYTES, 0);
        boolean hasRegisters = backend.abilities().contains(SessionBackend.Ability.PRINCIPALS);
        try (SessionSlots slots = backend.open(spec, time.runtime())) {
            SessionModelRun run = new SessionModelRun(slots, hasRegisters, seed);
            run.awaitAnswers();
            while (run.steps < steps) {
                run.round();
            }
            return run;
        }
    }

    private void awaitAnswers() {
        List<SessionStep> looks = List.of(new SessionStep.Peek(new Digest(1, 1)));
        RealTime.await("an answer", PATIENCE, () -> run(looks).get(0) instanceof SessionReply.Seen);
    }

    /**
     * Returns what differed.
     *
     * @return in words; empty if nothing did
     */
    public List<String> differences() {
        return List.copyOf(differences);
    }

    /**
     * Returns how many steps were compared.
     *
     * @return the count
     */
    public int steps() {
        return steps;
    }

    /** Every session gets one step, in one batch: what is in one batch may run in any order. */
    private void round() {
        long now = slots.timeMillis();
        List<SessionStep> batch = new ArrayList<>();
        List<SessionReply> expected = new ArrayList<>();
        for (Digest key : random.keys()) {
            SessionStep step = random.next(key, sessions.get(key));
            batch.add(step);
            expected.add(apply(step, now));
        }
        List<SessionReply> done = run(batch);
        assertThat(done).hasSameSizeAs(expected);
        for (int i = 0; i < batch.size(); i++) {
            String one = text(done.get(i));
            String other = text(expected.get(i));
            if (!one.equals(other)) {
                differences.add(batch.get(i) + ": " + one + " instead of " + other);
            }
        }
        steps += batch.size();
    }

    private SessionReply apply(SessionStep step, long now) {
        if (step instanceof SessionStep.OnSession some) {
            SessionRules.Transition done = rules.apply(sessions.get(step.key()), some, now);
            put(sessions, step.key(), done.slot());
            return done.reply();
        } else if (step instanceof SessionStep.OnRegister some) {
            RegisterRules.Transition done =
                    RegisterRules.apply(registers.getOrDefault(step.key(), Map.of()), some, now);
            registers.put(step.key(), done.members());
            return done.reply();
        }
        CalendarRules.Transition done =
                CalendarRules.apply(calendars.getOrDefault(step.key(), Map.of()), (SessionStep.OnCalendar) step, now);
        calendars.put(step.key(), done.times());
        return done.reply();
    }

    private static <V> void put(Map<Digest, V> map, Digest key, @Nullable V value) {
        if (value == null) {
            map.remove(key);
        } else {
            map.put(key, value);
        }
    }

    private List<SessionReply> run(List<SessionStep> batch) {
        try {
            return slots.execute(batch, PATIENCE).toCompletableFuture().get(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** All of an answer but its times. */
    private static String text(SessionReply reply) {
        if (reply instanceof SessionReply.Loaded loaded) {
            return "loaded " + loaded.byFormer() + text(loaded.session());
        } else if (reply instanceof SessionReply.Seen seen) {
            return "seen " + seen.hasEnded() + text(seen.session());
        } else if (reply instanceof SessionReply.Saved saved) {
            return "saved " + saved.version();
        } else if (reply instanceof SessionReply.Busy) {
            return "busy";
        } else if (reply instanceof SessionReply.Listed listed) {
            return "listed " + sessions(listed.sessions());
        } else if (reply instanceof SessionReply.Refused refused) {
            return "refused " + sessions(refused.members());
        }
        return reply.toString();
    }

    /** In one order whoever listed them: their order is that of their times, which are not compared. */
    private static SortedSet<String> sessions(List<SessionReply.Member> members) {
        SortedSet<String> all = new TreeSet<>();
        members.forEach(member -> all.add(member.session().toString()));
        return all;
    }

    private static String text(@Nullable Live live) {
        if (live == null) {
            return " none";
        }
        TreeMap<String, String> fields = new TreeMap<>();
        live.fields().forEach((name, field) -> fields.put(name, field.version() + " " + field.value()));
        return " " + live.version() + live.secret() + live.times().idleMillis()
                + (live.former() == null ? "" : live.former().digest())
                + (live.owner() == null ? "" : live.owner().principal())
                + (live.hold() == null ? "" : live.hold().stamp()) + fields;
    }
}
