package dev.aside.cache.engine.session;

import dev.aside.cache.engine.Rounds;
import dev.aside.cache.session.SessionView;
import dev.aside.cache.spi.CacheRuntime;
import dev.aside.cache.spi.Digest;
import dev.aside.cache.spi.SessionReply;
import dev.aside.cache.spi.SessionSlot.Live;
import dev.aside.cache.spi.SessionStep;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Tells a listener of sessions that have ended by themselves, at least once, if any node is there within a day. When a session is stored
 * first it is written into a calendar. Nodes look into the calendars again and again, and take what is due; what they have told
 * they strike out, and what they have taken and not struck out comes again. A session that still lives is written in anew, so
 * that nobody writes into a calendar while it is used.
 */
final class Expiries {

    /** Calendars are on different slots of a cluster. */
    private static final int CALENDARS = 16;

    /** How long what is in a session that has ended is kept for its listener, should no node be there to tell it. */
    static final Duration KEPT = Duration.ofDays(1);

    private static final int BATCH = 100;
    private static final long CLAIM_MILLIS = Duration.ofMinutes(1).toMillis();
    private static final System.Logger LOGGER = System.getLogger(Expiries.class.getName());

    private final String storeName;
    private final SessionSteps steps;
    private final CacheRuntime runtime;
    private final StoredForm form;
    private final LongSupplier clock;
    private final Consumer<SessionView> listener;
    private final SessionCounts counts;
    private final Rounds rounds;

    Expiries(
            String storeName,
            SessionSteps steps,
            CacheRuntime runtime,
            StoredForm form,
            LongSupplier clock,
            Consumer<SessionView> listener,
            SessionCounts counts) {
        this.storeName = storeName;
        this.steps = steps;
        this.runtime = runtime;
        this.form = form;
        this.clock = clock;
        this.listener = listener;
        this.counts = counts;
        this.rounds = new Rounds(runtime, this::sweep);
    }

    void start() {
        rounds.start();
    }

    void close() {
        rounds.close();
    }

    static SessionStep plan(Digest session, long lifeMillis) {
        return new SessionStep.Plan(calendar(session), session, lifeMillis);
    }

    static SessionStep strike(Digest session) {
        return new SessionStep.Strike(calendar(session), session);
    }

    private static Digest calendar(Digest session) {
        return new Digest(0, session.low() & (CALENDARS - 1));
    }

    private void sweep() {
        for (int calendar = 0; calendar < CALENDARS; calendar++) {
            take(new Digest(0, calendar));
        }
    }

    private void take(Digest calendar) {
        var unused = steps.run(new SessionStep.Due(calendar, BATCH, CLAIM_MILLIS))
                .thenAccept(reply -> {
                    if (reply instanceof SessionReply.Listed due
                            && !due.sessions().isEmpty()) {
                        look(due.sessions().stream()
                                .map(SessionReply.Member::session)
                                .toList());
                        if (due.sessions().size() == BATCH) {
                            take(calendar);
                        }
                    }
                });
    }

    private void look(List<Digest> sessions) {
        List<SessionStep> looks =
                sessions.stream().<SessionStep>map(SessionStep.Peek::new).toList();
        var unused = steps.run(looks).thenAccept(replies -> {
            for (int i = 0; i < sessions.size(); i++) {
                if (replies.get(i) instanceof SessionReply.Seen seen) {
                    seen(sessions.get(i), seen);
                }
            }
        });
    }

    private void seen(Digest session, SessionReply.Seen seen) {
        Live live = seen.session();
        if (live != null && !seen.hasEnded()) {
            later(session, live.endsMillis() - clock.getAsLong());
        } else if (live != null) {
            runtime.executor().execute(() -> tell(session, live));
        } else {
            var unused = steps.run(strike(session)); // it was ended by a call, or all that was in it is gone
        }
    }

    private void later(Digest session, long lifeMillis) {
        var unused = steps.run(plan(session, Math.max(1, lifeMillis)));
    }

    /** What a listener fails at is told again. */
    private void tell(Digest session, Live live) {
        try {
            listener.accept(new StoredView(live, session, form));
            counts.expired.increment();
        } catch (RuntimeException e) {
            LOGGER.log(Level.WARNING, storeName + ": the listener of ended sessions threw, and is told again", e);
            return;
        }
        var unused = steps.run(List.of(new SessionStep.Revoke(session, Endings.KEPT_MILLIS), strike(session)));
    }
}
