package dev.aside.cache.memcached;

import dev.aside.cache.spi.CacheRuntime;
import dev.aside.cache.spi.Comeback;
import dev.aside.cache.spi.Digest;
import dev.aside.cache.spi.Payload;
import dev.aside.cache.spi.SessionFormat;
import dev.aside.cache.spi.SessionReply;
import dev.aside.cache.spi.SessionRules;
import dev.aside.cache.spi.SessionSlot;
import dev.aside.cache.spi.SessionSlots;
import dev.aside.cache.spi.SessionSpec;
import dev.aside.cache.spi.SessionStep;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The sessions of one store on the servers, each as one value. */
final class MemcachedSessions implements SessionSlots, SessionTurns.Sessions, Fleet.Listener {

    private static final Duration LONGEST = Duration.ofDays(1);
    private static final Duration NOTING = Duration.ofSeconds(1);

    private final Fleet fleet;
    private final SessionSpec spec;
    private final Keys keys;
    private final CacheRuntime runtime;
    private final int maximumBytes;
    private final Deadlines deadlines;
    private final Lanes lanes = new Lanes();
    private final SessionRules rules;
    private final List<Consumer<Comeback>> onAnother = new CopyOnWriteArrayList<>();
    private volatile boolean closed;

    MemcachedSessions(Fleet fleet, SessionSpec spec, Keys keys, CacheRuntime runtime, int maximumBytes) {
        this.fleet = fleet;
        this.spec = spec;
        this.keys = keys;
        this.runtime = runtime;
        this.maximumBytes = maximumBytes;
        this.deadlines = new Deadlines(runtime);
        this.rules = new SessionRules(spec.maximumFields(), spec.maximumBytes());
    }

    @Override
    public Fleet fleet() {
        return fleet;
    }

    @Override
    public Lanes lanes() {
        return lanes;
    }

    @Override
    public SessionRules rules() {
        return rules;
    }

    /** What cannot be read as this session is taken for one that has ended. */
    @Override
    public @Nullable SessionSlot decode(Digest key, @Nullable Item item) {
        if (item == null) {
            return null;
        }
        SessionSlot slot = BytesTranscoder.isOurs(item.flags()) ? SessionFormat.decode(key, item.bytes()) : null;
        return slot == null ? new SessionSlot.Ended(Long.MAX_VALUE) : slot;
    }

    @Override
    public boolean fits(byte[] bytes) {
        return bytes.length <= maximumBytes;
    }

    /** Returns for how long a server is asked to keep a session. */
    @Override
    public int seconds(SessionSlot slot) {
        long until = slot instanceof SessionSlot.Live live
                ? live.endsMillis() + spec.keepMillis()
                : ((SessionSlot.Ended) slot).untilMillis();
        return Life.seconds(until, timeMillis());
    }

    @Override
    public CompletionStage<List<SessionReply>> execute(List<SessionStep> steps, Duration timeout) {
        long wait = (timeout.compareTo(LONGEST) < 0 ? timeout : LONGEST).toNanos();
        SessionBatch call =
                new SessionBatch(List.copyOf(steps), runtime.ticker().nanos() + wait);
        if (closed) {
            call.failUnlessBegun("the session store is closed");
        } else if (!fleet.hall().isOpen()) {
            deadlines.add(call);
            fleet.hall().enter(call, () -> begin(call));
        } else if (call.begins()) {
            begin(call);
            if (!call.isDone()) {
                deadlines.add(call);
            }
        }
        return call;
    }

    private void begin(SessionBatch call) {
        Map<Digest, SessionTurns> turns = new LinkedHashMap<>();
        for (int i = 0; i < call.size(); i++) {
            SessionStep step = call.step(i);
            if (step instanceof SessionStep.OnSession some) {
                turns.computeIfAbsent(some.key(), key -> new SessionTurns(call, this, keys.name(key.slot()), key))
                        .add(i);
            } else {
                call.settle(i, call.failed(Failures.notApplied("memcached has neither registers nor calendars")));
            }
        }
        List<SessionTurns> all = new ArrayList<>(turns.values());
        call.consistsOf(all);
        for (SessionTurns one : all) {
            if (one.onlyLooks()) {
                one.send();
            } else {
                lanes.enter(one);
            }
        }
        call.expireIfLate();
    }

    /** Notes behind a load that somebody has come: the same load, as a change. Nobody waits for it. */
    @Override
    public void note(SessionStep step) {
        if (step instanceof SessionStep.Load load) {
            long stamp = runtime.newStamp();
            var unused = execute(
                    List.of(
                            new SessionStep.Load(load.key(), load.secret(), stamp, 1),
                            new SessionStep.Release(load.key(), stamp)),
                    NOTING);
        }
    }

    @Override
    public Payload.Form form() {
        return Payload.Form.BYTES;
    }

    @Override
    public long timeMillis() {
        return runtime.wallClock().millis();
    }

    @Override
    public void onAnother(Consumer<Comeback> listener) {
        onAnother.add(listener);
    }

    @Override
    public void tellOfAnother(Absence absence) {
        Comeback back = absence.with(Duration.ZERO);
        onAnother.forEach(listener -> listener.accept(back));
    }

    @Override
    public void close() {
        closed = true;
        fleet.forget(this);
    }
}
