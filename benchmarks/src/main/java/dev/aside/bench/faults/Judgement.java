package dev.aside.bench.faults;

import dev.aside.bench.faults.Call.Saw;
import dev.aside.bench.kit.Pauses;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** What a row came to, and what of it is not as it must be. */
final class Judgement {
    /** The time of one step, by default, and what a machine may add to it. */
    static final long LONGEST = TimeUnit.MILLISECONDS.toNanos(150);

    /** What a call takes at most, nine times out of ten, once it is known that the server does not answer. */
    static final long BEHIND_BREAKER = TimeUnit.MILLISECONDS.toNanos(1);

    /** Building waits for no server. */
    private static final long BUILT = TimeUnit.SECONDS.toNanos(1);

    /** What {@code Cache} says that calls like these throw. */
    private static final Set<String> DOCUMENTED =
            Set.of("CacheUnavailableException", "CacheTimeoutException", "CacheOverloadedException");

    private final Story story;
    private final Times times;
    private final Freshness freshness;
    private final List<String> missed = new ArrayList<>();

    Judgement(Story story, Pauses pauses) {
        this.story = story;
        this.times = new Times(story, pauses);
        this.freshness = new Freshness(story);
        answers();
        waits();
        state();
    }

    private void answers() {
        must(
                freshness.stale() == 0,
                freshness.stale() + " stale reads, the oldest by "
                        + freshness.oldest().toMillis() + " ms");
        must(count(Saw.NOTHING) == 0, count(Saw.NOTHING) + " reads got nothing");
        failures().keySet().stream()
                .filter(name -> !DOCUMENTED.contains(name))
                .forEach(name -> missed.add(name + " is not documented"));
        must(story.nearHits() > 0, "no near tier answered");
    }

    private void waits() {
        must(times.longest() <= LONGEST, "the longest call took " + times.longestCall());
        must(times.behindBreaker() < BEHIND_BREAKER, "calls behind the breaker took " + times.behind() + " ms");
        long allowed = row().recovery().toNanos();
        must(story.recovery().nanos() <= allowed, "not used again within " + Times.millis(allowed) + " ms");
        must(story.builtNanos() <= BUILT, "building took " + Times.millis(story.builtNanos()) + " ms");
    }

    private void state() {
        must(story.unequal() == 0, story.unequal() + " last reads were not what the database has");
        must(story.changes().lost() == 0, story.changes().lost() + " acknowledged changes were not made");
        missed.addAll(story.leaks());
    }

    private void must(boolean isSo, String otherwise) {
        if (!isSo) {
            missed.add(otherwise);
        }
    }

    boolean isOk() {
        return missed.isEmpty();
    }

    /** What is not as it must be, or {@code ok}. */
    String verdict() {
        return isOk() ? "ok" : "missed: " + String.join("; ", missed);
    }

    Row row() {
        return story.row();
    }

    Times times() {
        return times;
    }

    Freshness freshness() {
        return freshness;
    }

    /** How many calls came to this. */
    long count(Saw saw) {
        return story.calls().stream().filter(call -> call.saw() == saw).count();
    }

    long loads() {
        return story.loads();
    }

    /** How long it took from the end of the fault to the next answer of a server on each node, in nanoseconds. */
    long recovery() {
        return story.recovery().nanos();
    }

    /** What was thrown, and how often. */
    Map<String, Long> failures() {
        return story.calls().stream()
                .map(Call::failure)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.groupingBy(name -> name, TreeMap::new, Collectors.counting()));
    }
}
