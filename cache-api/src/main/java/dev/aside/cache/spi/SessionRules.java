package dev.aside.cache.spi;

import dev.aside.cache.spi.SessionSlot.Field;
import dev.aside.cache.spi.SessionSlot.Former;
import dev.aside.cache.spi.SessionSlot.Hold;
import dev.aside.cache.spi.SessionSlot.Live;
import dev.aside.cache.spi.SessionSlot.Owner;
import dev.aside.cache.spi.SessionSlot.Secret;
import dev.aside.cache.spi.SessionSlot.Times;
import dev.aside.cache.spi.SessionStep.Change;
import dev.aside.cache.spi.SessionStep.Ownership;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a step makes of a session, written once, as a pure function. A store that can run Java on a session atomically calls it;
 * one with compare-and-set calls it between reading and setting; one with scripts writes it again and is held against it.
 *
 * <p><b>Thread-safety:</b> immutable.
 */
public final class SessionRules {

    /*
     * Why a session that has ended stays out
     * --------------------------------------
     * Only a Create makes a session, and each session is created by one request, once. Whatever comes later changes what is
     * there or nothing, so what is late finds nothing. A Create that is late itself, since its connection has broken, finds the
     * mark that the end has left.
     *
     * Why parallel changes of the id agree
     * ------------------------------------
     * The next id is made of the present one, the store's secret and the session's turn, which has come with the session. Who
     * has loaded the session before the id was changed makes the same next id, and finds that it is the id already. Who comes by
     * the former id later gets the session for a little while, but no turn that leads to the id: an id that somebody had planted
     * never turns into the one that was issued after the login.
     */

    /** The longest life: ten years, which keeps sums from running over. */
    public static final long LONGEST_MILLIS = 10L * 366 * 24 * 3_600_000;

    /** A session that is in use is noted so often in its idle time. */
    public static final int NOTES = 10;

    private static final Digest NO_TURN = new Digest(0, 0);

    private final int maximumFields;
    private final long maximumBytes;

    /**
     * A session and the answer.
     *
     * @param slot what there is after the step, or null for nothing; the same instance if the step changed nothing
     * @param reply the answer
     */
    public record Transition(@Nullable SessionSlot slot, SessionReply reply) {}

    /**
     * Creates the rules.
     *
     * @param maximumFields the most attributes of a session
     * @param maximumBytes the most bytes of all of them together, with their names in UTF-8; references count none
     */
    public SessionRules(int maximumFields, long maximumBytes) {
        this.maximumFields = maximumFields;
        this.maximumBytes = maximumBytes;
    }

    /**
     * Applies a step.
     *
     * @param current the session, or null for none
     * @param step the step
     * @param now the store's time
     * @return what there is after the step, and the answer
     */
    public Transition apply(@Nullable SessionSlot current, SessionStep.OnSession step, long now) {
        Live live = current instanceof Live some && now < some.endsMillis() ? some : null;
        if (step instanceof SessionStep.Create create) {
            return create(current, live, create, now);
        } else if (step instanceof SessionStep.Revoke revoke) {
            return new Transition(new SessionSlot.Ended(now + revoke.keptMillis()), SessionReply.Done.INSTANCE);
        } else if (step instanceof SessionStep.Peek) {
            Live kept = current instanceof Live some ? some : null;
            return new Transition(current, new SessionReply.Seen(kept, current != null && live == null));
        } else if (live == null) {
            return new Transition(current, absent(step));
        }
        return apply(live, step, now);
    }

    private static SessionReply absent(SessionStep.OnSession step) {
        return step instanceof SessionStep.Release ? SessionReply.Done.INSTANCE : SessionReply.Gone.INSTANCE;
    }

    private Transition apply(Live live, SessionStep.OnSession step, long now) {
        if (step instanceof SessionStep.Load load) {
            return load(live, load, now);
        } else if (step instanceof SessionStep.Save save) {
            return save(live, save, now);
        } else if (step instanceof SessionStep.End end) {
            return end(live, end, now);
        } else if (step instanceof SessionStep.Release release) {
            return new Transition(letGo(live, release.hold()), SessionReply.Done.INSTANCE);
        } else if (step instanceof SessionStep.Vouch vouch) {
            return vouch(live, vouch, now);
        }
        throw new IllegalArgumentException("not a step: " + step.getClass());
    }

    private Transition create(@Nullable SessionSlot current, @Nullable Live live, SessionStep.Create step, long now) {
        // By the same request before, whose answer was not heard: nobody else can have come by an id that was not given
        // to anybody.
        boolean isOwn = live != null && live.version() == 1 && live.secret().equals(step.secret());
        if ((live != null && !isOwn) || (current instanceof SessionSlot.Ended ended && now < ended.untilMillis())) {
            return new Transition(current, SessionReply.Gone.INSTANCE);
        }
        Map<String, Field> fields = changed(Map.of(), step.changes(), 1);
        if (isTooLarge(fields)) {
            return new Transition(current, SessionReply.Full.INSTANCE);
        }
        long idle = bounded(step.lives().idleMillis());
        Times times = new Times(now, now, idle, now + bounded(step.lives().longestMillis()));
        Owner owner = owner(step.owner(), now);
        return new Transition(new Live(1, times, step.secret(), null, owner, null, fields), new SessionReply.Saved(1));
    }

    private static long bounded(long lifeMillis) {
        return Math.min(lifeMillis, LONGEST_MILLIS);
    }

    private static @Nullable Owner owner(@Nullable Ownership ownership, long now) {
        if (ownership == null || ownership.equals(Ownership.NOBODY)) {
            return null;
        }
        return new Owner(ownership.principal(), now + bounded(ownership.lifeMillis()));
    }

    /** Returns whether somebody with this secret is let in: by the present one, or for a while by the one before. */
    private static boolean lets(Live live, Digest secret, long now) {
        return isPresent(live, secret) || isFormer(live, secret, now);
    }

    private static boolean isPresent(Live live, Digest secret) {
        return live.secret().digest().equals(secret);
    }

    private static boolean isFormer(Live live, Digest secret, long now) {
        Former former = live.former();
        return former != null && now < former.untilMillis() && former.digest().equals(secret);
    }

    private static Transition load(Live live, SessionStep.Load step, long now) {
        if (!lets(live, step.secret(), now)) {
            return new Transition(live, SessionReply.Gone.INSTANCE);
        }
        Hold hold = live.hold();
        if (step.hold() != 0 && hold != null && hold.stamp() != step.hold() && now < hold.untilMillis()) {
            return new Transition(live, new SessionReply.Busy(hold.untilMillis() - now));
        }
        Live next = noted(held(live, step, now), now);
        boolean byFormer = !isPresent(live, step.secret());
        Live shown = byFormer ? with(next, new Secret(step.secret(), NO_TURN)) : next;
        return new Transition(next, new SessionReply.Loaded(shown, byFormer, -1));
    }

    private static Live held(Live live, SessionStep.Load step, long now) {
        return step.hold() == 0 ? live : with(live, new Hold(step.hold(), now + bounded(step.holdMillis())));
    }

    /** Notes that somebody has come, unless that has been noted lately. */
    private static Live noted(Live live, long now) {
        Times times = live.times();
        return isToBeNoted(live, now)
                ? with(live, new Times(times.createdMillis(), now, times.idleMillis(), times.latestMillis()))
                : live;
    }

    /**
     * Returns whether a session is to be noted as in use: a tenth of its idle time has gone by since it was.
     *
     * @param live the session
     * @param now the store's time
     * @return whether it is
     */
    public static boolean isToBeNoted(Live live, long now) {
        return (now - live.times().accessedMillis()) * NOTES >= live.times().idleMillis();
    }

    /**
     * Returns whether a session was loaded by the id before: such a one is answered without what leads to the present one.
     *
     * @param loaded a session as it was answered
     * @return whether it was
     */
    public static boolean isByFormer(Live loaded) {
        return loaded.secret().turn().equals(NO_TURN);
    }

    private Transition save(Live live, SessionStep.Save step, long now) {
        if (!lets(live, step.secret(), now)) {
            return new Transition(live, SessionReply.Gone.INSTANCE);
        }
        if (step.hold() != 0 && (live.hold() == null || live.hold().stamp() != step.hold())) {
            return new Transition(live, SessionReply.Lost.INSTANCE);
        }
        boolean turned = isPresent(live, step.secret());
        if (step.next() != null && !turned && !isPresent(live, step.next().digest())) {
            return new Transition(live, SessionReply.Gone.INSTANCE); // the id has been changed, and not to this one
        }
        Set<String> conflicts = step.strict() ? conflicts(live.fields(), step) : Set.of();
        if (!conflicts.isEmpty()) {
            return new Transition(live, new SessionReply.Conflict(conflicts));
        }
        long version = live.version() + 1;
        Map<String, Field> fields = changed(live.fields(), step.changes(), version);
        if (isTooLarge(fields)) {
            return new Transition(live, SessionReply.Full.INSTANCE);
        }
        return new Transition(saved(live, step, turned, version, fields, now), new SessionReply.Saved(version));
    }

    private static Live saved(
            Live live, SessionStep.Save step, boolean turned, long version, Map<String, Field> fields, long now) {
        Secret next = turned ? step.next() : null;
        Times times = live.times();
        long idle = step.idleMillis() == 0 ? times.idleMillis() : bounded(step.idleMillis());
        return new Live(
                version,
                new Times(times.createdMillis(), now, idle, times.latestMillis()),
                next == null ? live.secret() : next,
                next == null ? live.former() : new Former(live.secret().digest(), now + bounded(step.graceMillis())),
                step.owner() == null ? live.owner() : owner(step.owner(), now),
                step.hold() == 0 ? live.hold() : null,
                fields);
    }

    private static Set<String> conflicts(Map<String, Field> fields, SessionStep.Save step) {
        Set<String> names = new HashSet<>();
        for (Change change : step.changes()) {
            Field field = fields.get(change.name());
            if (change.seen() != Change.ANY && (field == null ? 0 : field.version()) != change.seen()) {
                names.add(change.name());
            }
        }
        return names;
    }

    private static Map<String, Field> changed(Map<String, Field> fields, Iterable<Change> changes, long version) {
        Map<String, Field> after = new HashMap<>(fields);
        for (Change change : changes) {
            if (change.value() == null) {
                after.remove(change.name());
            } else {
                after.put(change.name(), new Field(version, change.value()));
            }
        }
        return Map.copyOf(after);
    }

    private boolean isTooLarge(Map<String, Field> fields) {
        if (fields.size() > maximumFields) {
            return true;
        }
        long bytes = 0;
        for (Map.Entry<String, Field> field : fields.entrySet()) {
            if (field.getValue().value() instanceof Payload.Bytes value) {
                bytes += field.getKey().getBytes(StandardCharsets.UTF_8).length + value.bytes().length;
            }
        }
        return bytes > maximumBytes;
    }

    private static Transition end(Live live, SessionStep.End step, long now) {
        return lets(live, step.secret(), now)
                ? new Transition(new SessionSlot.Ended(now + step.keptMillis()), SessionReply.Done.INSTANCE)
                : new Transition(live, SessionReply.Gone.INSTANCE);
    }

    private static Transition vouch(Live live, SessionStep.Vouch step, long now) {
        boolean isTheirs = live.owner() != null
                && live.owner().principal().equals(step.owner().principal());
        Owner owner = owner(step.owner(), now);
        return isTheirs
                ? new Transition(with(live, owner), SessionReply.Done.INSTANCE)
                : new Transition(live, SessionReply.Gone.INSTANCE);
    }

    private static Live letGo(Live live, long hold) {
        return live.hold() != null && live.hold().stamp() == hold ? with(live, (Hold) null) : live;
    }

    private static Live with(Live live, Times times) {
        return new Live(live.version(), times, live.secret(), live.former(), live.owner(), live.hold(), live.fields());
    }

    private static Live with(Live live, Secret secret) {
        return new Live(live.version(), live.times(), secret, live.former(), live.owner(), live.hold(), live.fields());
    }

    private static Live with(Live live, @Nullable Hold hold) {
        return new Live(live.version(), live.times(), live.secret(), live.former(), live.owner(), hold, live.fields());
    }

    private static Live with(Live live, @Nullable Owner owner) {
        return new Live(live.version(), live.times(), live.secret(), live.former(), owner, live.hold(), live.fields());
    }
}
