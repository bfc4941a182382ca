package dev.aside.samples.demo.oracle;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Judges the reads of several processes, after all of them have ended. Not safe for many threads. */
public final class LateAudit {
    private final ChangeLog changes;
    private final long firstVersion;
    private final long bound;
    private long wrong;
    private long uncommitted;
    private long oldest;

    /**
     * Opens an audit.
     *
     * @param changes all of them
     * @param firstVersion the version with which all objects begin
     * @param bound how old a value may be; zero: never older than a change acknowledged before the read began
     */
    public LateAudit(ChangeLog changes, long firstVersion, Duration bound) {
        this.changes = changes;
        this.firstVersion = firstVersion;
        this.bound = TimeUnit.NANOSECONDS.convert(bound); // that of EVENTUAL is more than a long holds
    }

    /**
     * Judges a read that returned a value.
     *
     * @param object the object read
     * @param version the version returned
     * @param began the time just before the read
     * @return whether it is right
     */
    public boolean judge(int object, long version, long began) {
        boolean first = version == firstVersion;
        if (!first && !changes.has(object, version)) {
            uncommitted++;
            return false;
        }
        long missed = first ? changes.missedByFirst(object) : changes.missedBy(version);
        long age = missed < began ? began - missed : 0;
        oldest = Math.max(oldest, age);
        if (age > bound) {
            wrong++;
            return false;
        }
        return true;
    }

    /** Records a read that returned no value, or that of another object. Every object exists, so that is wrong. */
    public void judgeForeign() {
        wrong++;
    }

    /**
     * Returns how many reads broke the promise.
     *
     * @return those that returned too old a value, one that was never committed, or none at all
     */
    public long wrongReads() {
        return wrong + uncommitted;
    }

    /**
     * Returns how many reads returned a value that was never committed.
     *
     * @return a part of the wrong reads
     */
    public long uncommittedReads() {
        return uncommitted;
    }

    /**
     * Returns the greatest age of a value served, allowed or not.
     *
     * @return the age; zero if nothing stale was served
     */
    public Duration oldestServed() {
        return Duration.ofNanos(oldest);
    }
}
