package dev.aside.cache.engine.session;

import dev.aside.cache.OwnChanges;
import dev.aside.cache.session.Session;
import dev.aside.cache.spi.Digest;
import dev.aside.cache.spi.SessionRules;
import dev.aside.cache.spi.SessionSlot;
import dev.aside.cache.spi.SessionStep.Change;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A session as one request has it, and what the store is to be told of it. */
final class StoredSession extends StoredView implements Session {

    private static final int LONGEST_NAME = 255;
    private static final int LONGEST_PRINCIPAL = 1_024;

    private final SessionIds ids;
    private final StoredForm form;
    private final CarriedChanges carried;
    private final boolean wasNew;
    private volatile Identity identity;
    private volatile long idleMillis;
    private volatile long hold;
    private volatile State state;

    /** Where a session stands. */
    enum State {
        NEW,
        STORED,
        /** It was sent, and not answered: it may be stored or not. */
        UNKNOWN,
        ENDED
    }

    /**
     * By what the session is let in.
     *
     * @param present what the user has
     * @param stored what the store knows
     * @param turn from which the next is made
     */
    private record Identity(SessionId present, SessionId stored, Digest turn) {}

    private StoredSession(
            SessionIds ids, StoredForm form, SessionSlot.Live live, SessionId id, State state, long hold) {
        super(live, id.key(), form);
        this.ids = ids;
        this.form = form;
        this.carried = new CarriedChanges(ids, live.fields());
        this.wasNew = state != State.STORED;
        this.identity = new Identity(id, id, live.secret().turn());
        this.idleMillis = live.times().idleMillis();
        this.hold = hold;
        this.state = state;
    }

    static StoredSession created(SessionIds ids, StoredForm form, SessionSlot.Times times) {
        SessionId id = ids.issue();
        SessionSlot.Secret secret = new SessionSlot.Secret(id.secret(), ids.turn());
        SessionSlot.Live none = new SessionSlot.Live(0, times, secret, null, null, null, Map.of());
        return new StoredSession(ids, form, none, id, State.NEW, 0);
    }

    static StoredSession loaded(SessionIds ids, StoredForm form, SessionSlot.Live live, SessionId id, long hold) {
        return new StoredSession(ids, form, live, id, State.STORED, hold);
    }

    @Override
    public String id() {
        return identity.present().text();
    }

    @Override
    public boolean isNew() {
        return wasNew;
    }

    @Override
    public void put(String name, Object value) {
        checkName(name);
        form.check(name, Objects.requireNonNull(value, "value"));
        attributes().set(name, value);
    }

    @Override
    public void remove(String name) {
        checkName(name);
        attributes().set(name, null);
    }

    private static void checkName(String name) {
        if (name.isEmpty() || name.length() > LONGEST_NAME || name.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("the name of an attribute has 1 to " + LONGEST_NAME
                    + " characters, none of which is a control character");
        }
    }

    @Override
    public void principal(@Nullable String name) {
        if (name != null && (name.isEmpty() || name.length() > LONGEST_PRINCIPAL)) {
            throw new IllegalArgumentException("the name of a principal has 1 to " + LONGEST_PRINCIPAL + " characters");
        }
        attributes().set(StoredForm.PRINCIPAL, name);
    }

    @Override
    public Duration idleTimeout() {
        return Duration.ofMillis(idleMillis);
    }

    @Override
    public void idleTimeout(Duration span) {
        if (span.isZero() || span.isNegative()) {
            throw new IllegalArgumentException("an idle time-out is more than zero, not " + span);
        }
        boolean tooLong = span.compareTo(Duration.ofMillis(SessionRules.LONGEST_MILLIS)) > 0;
        idleMillis = tooLong ? SessionRules.LONGEST_MILLIS : Math.max(1, span.toMillis());
    }

    @Override
    public String changeId() {
        Identity now = identity;
        if (now.present() == now.stored()) {
            SessionId next = now.present().next(now.turn());
            identity = isStored() ? new Identity(next, now.stored(), now.turn()) : unstored(next, now.turn());
        }
        return id();
    }

    @Override
    public OwnChanges ownChanges() {
        return carried.begin();
    }

    /** Returns whether these have issued its id. */
    boolean isOf(SessionIds some) {
        return ids == some;
    }

    /** The store has not heard of any id yet; where the session is stays the same. */
    private static Identity unstored(SessionId next, Digest turn) {
        return new Identity(next, next, next.turn(turn));
    }

    private boolean isStored() {
        return state != State.NEW;
    }

    State state() {
        return state;
    }

    void state(State next) {
        state = next;
    }

    /** Returns the stamp under which the request has the session alone, or zero. */
    long hold() {
        return hold;
    }

    void letGo() {
        hold = 0;
    }

    /** Returns what the store knows the session by. */
    SessionId storedId() {
        return identity.stored();
    }

    /** Returns by what a new session is to be known. */
    SessionSlot.Secret firstSecret() {
        Identity now = identity;
        return new SessionSlot.Secret(now.stored().secret(), now.turn());
    }

    /** Returns by what the session is to be known from now on, or null for the same as before. */
    SessionSlot.@Nullable Secret nextSecret() {
        Identity now = identity;
        return now.present() == now.stored() ? null : secretOf(now);
    }

    /** All who make this id make the same turn for the one that follows it. */
    private static SessionSlot.Secret secretOf(Identity now) {
        return new SessionSlot.Secret(now.present().secret(), now.present().turn(now.turn()));
    }

    /** Returns how long it is to live from now on when nobody comes for it, or zero for as long as before. */
    long changedIdleMillis() {
        return idleMillis == live().times().idleMillis() ? 0 : idleMillis;
    }

    long idleMillis() {
        return idleMillis;
    }

    /** Of one that is new and has no attributes nothing is stored, whatever its user has changed. */
    List<Change> changes() {
        List<Change> changes = attributes().changes();
        if (state == State.STORED || !changes.isEmpty()) {
            changes.addAll(carried.changes());
        }
        return changes;
    }

    /** Returns whether these say anew whose it is. */
    static boolean changePrincipal(List<Change> changes) {
        return changes.stream().anyMatch(change -> change.name().equals(StoredForm.PRINCIPAL));
    }

    void saved(List<Change> changes, long version) {
        attributes().stored(changes, version);
        carried.stored(changes);
        Identity now = identity;
        if (now.present() != now.stored()) {
            identity = new Identity(now.present(), now.present(), secretOf(now).turn());
        }
        state = State.STORED;
        hold = 0;
    }

    /** Says the handle, and not the id. */
    @Override
    public String toString() {
        return "Session[" + handle() + "]";
    }
}
