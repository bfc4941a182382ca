package dev.aside.simulation.explore;

import java.util.Locale;

/** What came of all cases together. */
final class Tally {
    private int cases;
    private long states;
    private long schedules;
    private int violations;
    private int cutOff;

    void add(Explorer.Result result) {
        cases++;
        states += result.states();
        schedules += result.schedules();
        violations += result.isViolated() ? 1 : 0;
        cutOff += result.isViolated() || result.whole() ? 0 : 1;
    }

    int violations() {
        return violations;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "exploration cases=%d states=%d schedules=%d violations=%d cut_off=%d",
                cases,
                states,
                schedules,
                violations,
                cutOff);
    }
}
