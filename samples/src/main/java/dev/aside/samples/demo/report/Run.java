package dev.aside.samples.demo.report;

import dev.aside.samples.demo.replay.Phase;
import java.util.List;

/**
 * A finished run, as it is reported.
 *
 * @param trace the trace's name, and what it holds
 * @param attribution whom the trace is owed to
 * @param settings what the run was asked for, in words
 * @param accesses how many accesses the trace has
 * @param reuse the trace's own reuse, from 0 to 1
 * @param without the replay against the database alone
 * @param with the replay through Aside
 */
public record Run(
        String trace,
        String attribution,
        List<String> settings,
        int accesses,
        double reuse,
        Phase without,
        Phase with) {

    /**
     * Tells whether the replay without Aside covers only the begin of the trace.
     *
     * @return true if it ended before the trace did
     */
    public boolean sampled() {
        return without.accesses() < accesses;
    }

    /**
     * Says what the replay without Aside was measured on.
     *
     * @return a sentence
     */
    public String sampling() {
        return sampled()
                ? "Without Aside: measured on the first " + Units.count(without.accesses()) + " of "
                        + Units.count(accesses) + " accesses."
                : "Both replays cover all " + Units.count(accesses) + " accesses.";
    }

    /**
     * Returns how many queries the whole trace costs without Aside; an extrapolation where the replay was sampled.
     *
     * @return the number of queries
     */
    public long queriesWithout() {
        return Math.round(perThousand(without) / 1_000 * accesses);
    }

    /**
     * Returns how many times fewer queries the database answers with Aside, access for access.
     *
     * @return the ratio
     */
    public double fewerQueries() {
        return perThousand(without) / Math.max(perThousand(with), Double.MIN_NORMAL);
    }

    static double perThousand(Phase phase) {
        return 1_000.0 * phase.queries().total() / Math.max(1, phase.accesses());
    }
}
