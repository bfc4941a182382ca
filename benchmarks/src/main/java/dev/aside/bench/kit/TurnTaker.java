package dev.aside.bench.kit;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.IntSupplier;

/**
 * One subject in a JVM of its own, which gets warm and then makes the calls it is asked for, each in its turn.
 *
 * @param <C> what is called
 */
public final class TurnTaker<C extends Enum<C> & Timed> {
    private static final CompilationMXBean COMPILER = ManagementFactory.getCompilationMXBean();

    /** How long a call is made before the next has its turn, while the JVM gets warm. */
    private static final Duration PASS = Duration.ofMillis(300);

    /** The part of its time for which the compiler of a warm JVM is busy. */
    private static final double QUIET = 0.02;

    /** One part in so many of a turn is not measured: threads start, and the server was another's. */
    private static final int UNMEASURED = 5;

    private final Class<C> type;
    private final Set<C> calls;
    private final Steps<C> steps;

    /**
     * What threads repeat.
     *
     * @param <C> what is called
     */
    public interface Steps<C> {
        /**
         * Makes the step of a thread.
         *
         * @param call what is called
         * @param thread the number of the thread, from zero
         * @return what it repeats, which returns how many operations that was
         */
        IntSupplier of(C call, int thread);
    }

    /**
     * One that has made no call yet.
     *
     * @param type the calls' class
     * @param calls which of them the subject has
     * @param steps what threads repeat
     */
    public TurnTaker(Class<C> type, Set<C> calls, Steps<C> steps) {
        this.type = type;
        this.calls = calls;
        this.steps = steps;
    }

    /**
     * Makes each call in turn, until the compiler has next to nothing to do any more.
     *
     * @param longestMillis for how long at most
     */
    public void warm(long longestMillis) {
        long end = System.nanoTime() + Duration.ofMillis(longestMillis).toNanos();
        for (double busy = 1; busy > QUIET && System.nanoTime() - end < 0; ) {
            long begun = System.nanoTime();
            long compiled = COMPILER.getTotalCompilationTime();
            for (C call : calls) {
                Sample unused = run(call, PASS, Duration.ofMillis(1));
            }
            busy = (COMPILER.getTotalCompilationTime() - compiled) * 1e6 / (System.nanoTime() - begun);
        }
    }

    /**
     * Takes a turn.
     *
     * @param question as {@link Turns} asks it
     * @return time and bytes per operation, by their names
     */
    public Map<String, Double> turn(String question) {
        String[] words = question.split(" ", 2);
        C call = Enum.valueOf(type, words[0]);
        Duration whole = Duration.ofMillis(Long.parseLong(words[1]));
        Duration start = whole.dividedBy(UNMEASURED);
        Sample sample = run(call, start, whole.minus(start));
        return Map.of(call.nanos(), sample.nanos(), call.bytes(), sample.bytes());
    }

    private Sample run(C call, Duration unmeasured, Duration measured) {
        return Loops.run(call.threads(), thread -> steps.of(call, thread), unmeasured, 1, measured);
    }
}
