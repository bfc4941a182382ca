package dev.aside.samples.demo.oracle;

import java.time.Duration;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/** Judges the reads of one replay against what was promised. A right read touches nothing that threads share. */
public final class Audit {
    private final Oracle oracle;
    private final long bound;
    private final LongAdder wrong = new LongAdder();
    private final LongAccumulator oldest = new LongAccumulator(Math::max, 0);

    /**
     * Opens an audit.
     *
     * @param oracle knows the acknowledgements
     * @param bound how old a value may be; zero: never older than a change acknowledged before the read began
     */
    public Audit(Oracle oracle, Duration bound) {
        this.oracle = oracle;
        this.bound = bound.toNanos();
    }

    /**
     * Judges a read that returned a value.
     *
     * @param object the object read
     * @param version the version returned
     * @param began {@link System#nanoTime} just before the read
     */
    public void judge(int object, long version, long began) {
        long age = oracle.age(object, version, began);
        if (age > 0) {
            oldest.accumulate(age);
            if (age > bound) {
                wrong.increment();
            }
        }
    }

    /** Records a read that returned no value, or that of another object. Every object exists, so that is wrong. */
    public void judgeForeign() {
        wrong.increment();
    }

    /**
     * Returns how many reads broke the promise so far.
     *
     * @return the number of wrong reads
     */
    public long wrongReads() {
        return wrong.sum();
    }

    /**
     * Returns the greatest age of a value served so far, allowed or not.
     *
     * @return the age; zero if nothing stale was served
     */
    public Duration oldestServed() {
        return Duration.ofNanos(oldest.get());
    }
}
