package dev.aside.cache.local;

import dev.aside.cache.spi.CacheRuntime;
import dev.aside.cache.spi.CalendarRules;
import dev.aside.cache.spi.Digest;
import dev.aside.cache.spi.Payload;
import dev.aside.cache.spi.RegisterRules;
import dev.aside.cache.spi.SessionReply;
import dev.aside.cache.spi.SessionRules;
import dev.aside.cache.spi.SessionSlot;
import dev.aside.cache.spi.SessionSlots;
import dev.aside.cache.spi.SessionSpec;
import dev.aside.cache.spi.SessionStep;
import dev.aside.cache.spi.StepReply;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of one store, in this process. Each session, register and calendar is changed in its map's compute, one step at a
 * time. What has ended is swept out.
 */
final class EmbeddedSessions implements SessionSlots {

    private static final SessionReply CLOSED =
            new SessionReply.Failed(StepReply.Outcome.NOT_APPLIED, "the session store is closed");
    private static final Duration SWEEP = Duration.ofSeconds(1);

    private final ConcurrentHashMap<Digest, SessionSlot> sessions = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Digest, Map<Digest, Long>> registers = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Digest, Map<Digest, Long>> calendars = new ConcurrentHashMap<>();
    private final SessionSpec spec;
    private final CacheRuntime runtime;
    private final Payload.Form form;
    private final SessionRules rules;
    private final Sweep sweep;
    private volatile boolean closed;

    EmbeddedSessions(SessionSpec spec, CacheRuntime runtime, Payload.Form form) {
        this.spec = spec;
        this.runtime = runtime;
        this.form = form;
        this.rules = new SessionRules(spec.maximumFields(), spec.maximumBytes());
        this.sweep =
                new Sweep(new SessionSweep(sessions, registers, spec, this::timeMillis), runtime.scheduler(), SWEEP);
    }

    @Override
    public CompletionStage<List<SessionReply>> execute(List<SessionStep> steps, Duration timeout) {
        return CompletableFuture.completedStage(
                steps.stream().map(step -> closed ? CLOSED : run(step)).toList());
    }

    private SessionReply run(SessionStep step) {
        if (step instanceof SessionStep.OnSession some) {
            return onSession(some);
        }
        return step instanceof SessionStep.OnRegister some
                ? onRegister(some)
                : onCalendar((SessionStep.OnCalendar) step);
    }

    private SessionReply onSession(SessionStep.OnSession step) {
        if (step instanceof SessionStep.Create && sessions.mappingCount() >= spec.maximumSessions()) {
            return new SessionReply.Failed(
                    StepReply.Outcome.NOT_APPLIED,
                    "there are " + spec.maximumSessions() + " sessions, the most allowed");
        }
        Box box = new Box();
        SessionSlot left = sessions.compute(step.key(), (same, current) -> {
            SessionRules.Transition done = rules.apply(current, step, timeMillis());
            box.reply = done.reply();
            return done.slot();
        });
        if (left != null) {
            sweep.wake();
        }
        return box.reply;
    }

    private SessionReply onRegister(SessionStep.OnRegister step) {
        Box box = new Box();
        registers.compute(step.key(), (same, current) -> {
            RegisterRules.Transition done = RegisterRules.apply(orNone(current), step, timeMillis());
            box.reply = done.reply();
            return done.members().isEmpty() ? null : done.members();
        });
        return box.reply;
    }

    private SessionReply onCalendar(SessionStep.OnCalendar step) {
        Box box = new Box();
        calendars.compute(step.key(), (same, current) -> {
            CalendarRules.Transition done = CalendarRules.apply(orNone(current), step, timeMillis());
            box.reply = done.reply();
            return done.times().isEmpty() ? null : done.times();
        });
        return box.reply;
    }

    private static Map<Digest, Long> orNone(@Nullable Map<Digest, Long> current) {
        return current == null ? Map.of() : current;
    }

    @Override
    public Payload.Form form() {
        return form;
    }

    @Override
    public long timeMillis() {
        return runtime.clock().exactMillis();
    }

    @Override
    public void close() {
        closed = true;
        sweep.stop();
        sessions.clear();
        registers.clear();
        calendars.clear();
    }

    /** Where a step inside of a map leaves its answer. */
    private static final class Box {
        SessionReply reply = CLOSED;
    }
}
