package dev.aside.simulation.search;

import dev.aside.simulation.plan.Plan;
import dev.aside.simulation.plan.Reductions;
import dev.aside.simulation.run.Run;
import dev.aside.simulation.run.Subject;
import dev.aside.simulation.world.RecordedChoices;
import org.jspecify.annotations.Nullable;

/**
 * Makes a finding smaller for as long as it still breaks the same promise. A smaller plan meets other choices than the
 * record has, so it is tried with the record and then with some fresh ones: runs are cheap, and get cheaper as it shrinks.
 */
public final class Shrinker {
    private static final int FRESH = 40;

    private final Subject subject;
    private int left;
    private long fresh;

    /**
     * Creates a shrinker.
     *
     * @param subject what is tried
     * @param runs how many runs it may spend
     */
    public Shrinker(Subject subject, int runs) {
        this.subject = subject;
        this.left = runs;
    }

    /** Returns the smallest finding it comes to. */
    public Found shrink(Found found) {
        Found smallest = found;
        for (Found next = smallerPlan(smallest); next != null; next = smallerPlan(smallest)) {
            smallest = next;
        }
        return tamer(smallest);
    }

    private @Nullable Found smallerPlan(Found found) {
        for (Plan plan : Reductions.of(found.plan())) {
            Found smaller = stillFails(plan, found);
            if (smaller != null) {
                return smaller;
            }
        }
        return null;
    }

    private @Nullable Found stillFails(Plan plan, Found found) {
        Found same = replayed(plan, found.record(), found);
        for (int i = 0; same == null && i < FRESH && left-- > 0; i++) {
            same = same(Seeds.find(plan, ++fresh, subject), found);
        }
        return same;
    }

    private @Nullable Found replayed(Plan plan, int[] record, Found found) {
        if (left-- <= 0) {
            return null;
        }
        RecordedChoices choices = RecordedChoices.replaying(record);
        return same(
                Seeds.found(plan, found.order(), Run.of(plan, choices, found.order(), subject, /* told= */ false)),
                found);
    }

    private static @Nullable Found same(@Nullable Found now, Found before) {
        return now != null && now.violation().rule().equals(before.violation().rule()) ? now : null;
    }

    /** Makes choices tame, many at once and then one by one. */
    private Found tamer(Found found) {
        Found tamest = found;
        for (int size = Math.max(1, found.record().length / 2); size > 0; size /= 2) {
            for (int from = 0; from < tamest.record().length; from += size) {
                int[] record = tamest.record().clone();
                boolean wild = false;
                for (int i = from; i < Math.min(record.length, from + size); i++) {
                    wild |= record[i] != 0;
                    record[i] = 0;
                }
                Found next = wild ? replayed(tamest.plan(), record, tamest) : null;
                tamest = next == null ? tamest : next;
            }
        }
        return tamest;
    }
}
