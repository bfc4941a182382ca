package dev.aside.cache.jdbc;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A node of the cluster and what it has said. Touched under the cluster's lock only. */
final class Member {

    /** A node that has failed is read from again once it has answered for this long, and twice as long for each time more. */
    private static final Duration TRIAL = Duration.ofMillis(500);

    /** What it has failed is forgotten after it has been well for this long. */
    private static final Duration PARDON = Duration.ofMinutes(5);

    private static final int MAX_DOUBLINGS = 7;
    private static final int FIRST_SHARE = 10;
    private static final int FULL = 100;

    private final NodePool pool;
    private final Options options;
    private final boolean isLate;
    private @Nullable Sighting seen;
    private @Nullable String failure;
    private long failedNanos;
    private int failures;
    private long upSinceNanos;
    private boolean wasNear;
    private @Nullable String strayed;
    private Progress strayedAt = Progress.UNKNOWN;

    /** @param isLate whether it has joined a cluster that was there already */
    Member(NodePool pool, Options options, boolean isLate) {
        this.pool = pool;
        this.options = options;
        this.isLate = isLate;
    }

    NodePool pool() {
        return pool;
    }

    @Nullable
    Sighting seen() {
        return seen;
    }

    boolean isUp() {
        return seen != null && failure == null;
    }

    /** Returns whether it is news, and not older than what is known. */
    boolean saw(Sighting sighting) {
        if (isOld(sighting)) {
            return false;
        }
        if (!isUp()) {
            upSinceNanos = sighting.askedNanos();
        } else if (sighting.askedNanos() - upSinceNanos > PARDON.toNanos()) {
            failures = 0;
        }
        seen = sighting;
        failure = null;
        return true;
    }

    /** Returns whether that is news: what it has said since is newer. */
    boolean failed(String why, long askedNanos) {
        Sighting last = seen;
        boolean hasSaid = last != null && askedNanos - last.askedNanos() < 0;
        if (hasSaid || hasFailedSince(askedNanos)) {
            return false;
        }
        if (isUp()) {
            failures++;
        }
        failure = why;
        failedNanos = askedNanos;
        return true;
    }

    private boolean isOld(Sighting sighting) {
        Sighting last = seen;
        return (last != null && sighting.isBefore(last)) || hasFailedSince(sighting.askedNanos());
    }

    private boolean hasFailedSince(long nanos) {
        return failure != null && nanos - failedNanos < 0;
    }

    /** Returns whether it took writes when it was heard last, and is not heard any more. */
    boolean isLostWriter() {
        return failure != null && seen != null && seen.isWriter();
    }

    /** What it has said is not known any more. */
    void forget() {
        seen = null;
        failure = null;
    }

    Standing standing(Wake wake, long nowNanos) {
        Sighting last = seen;
        long lag = last == null ? Sighting.NOWHERE : wake.behind(last, nowNanos);
        wasNear = last != null && !hasStrayed(wake, last) && isNear(wake, last, lag);
        return new Standing(pool, last, failure, lag, wasNear && isTrusted(nowNanos), weight(nowNanos));
    }

    /**
     * Returns whether it is news that it has had what the writer has not. It goes another way from then on, also once the writer has come as
     * far: until it is begun anew.
     */
    boolean strays(Wake wake) {
        Sighting last = seen;
        if (last != null && last.gtids().isKnown() && !last.gtids().has(strayedAt)) {
            strayed = null; // a MariaDB does not say since which start it runs, but has not what it had
        }
        boolean isNews = last != null && wake.isPassed(last) && !hasStrayed(wake, last);
        if (last != null && isNews) {
            strayed = way(wake, last);
            strayedAt = last.gtids();
        }
        return isNews;
    }

    private boolean hasStrayed(Wake wake, Sighting last) {
        return way(wake, last).equals(strayed);
    }

    private static String way(Wake wake, Sighting last) {
        return last.server() + " " + wake.history();
    }

    /** Near again is who is well within the bound, so that one at its edge does not come and go. */
    private boolean isNear(Wake wake, Sighting last, long lag) {
        long bound = wasNear ? options.lagBound() : options.lagBound() / 2;
        return wake.isOneOfIts(last) && (lag == Sighting.NOWHERE ? !wake.isMeasured() : lag <= bound);
    }

    private boolean isTrusted(long nowNanos) {
        return failures == 0 || nowNanos - upSinceNanos >= TRIAL.toNanos() << Math.min(failures - 1, MAX_DOUBLINGS);
    }

    private double weight(long nowNanos) {
        return pool.described().weight() * share(nowNanos) / (double) FULL;
    }

    /** Its buffers are cold when it joins, so it is given more and more, in percent. */
    private int share(long nowNanos) {
        long ramp = options.rampUp().toNanos();
        long up = nowNanos - upSinceNanos;
        if (!isLate || up >= ramp) {
            return FULL;
        }
        long tenths = 10 * up / ramp;
        return Math.max(FIRST_SHARE, (int) tenths * 10);
    }
}
