package dev.aside.bench.faults;

import dev.aside.bench.faults.Call.Saw;
import dev.aside.samples.demo.oracle.LateAudit;
import java.time.Duration;

/** Which values of a row were older than their modes promise. */
final class Freshness {
    private final Story story;
    private final LateAudit bounded;
    private final LateAudit strict;

    Freshness(Story story) {
        this.story = story;
        this.bounded = new LateAudit(story.changes(), Value.FIRST, Use.NEAR.bound());
        this.strict = new LateAudit(story.changes(), Value.FIRST, Use.STRICT.bound());
        story.calls().stream().filter(call -> call.saw() == Saw.VALUE).forEach(this::judge);
    }

    private void judge(Call call) {
        LateAudit audit = Use.of(call.object()) == Use.STRICT ? strict : bounded;
        boolean unused = audit.judge(call.object(), call.version(), call.began());
    }

    /** Reads of something older than promised, or of something that was never committed. */
    long stale() {
        return bounded.wrongReads() + (story.row().keepsFences() ? strict.wrongReads() : 0);
    }

    /** STRICT reads of something older, where the server has lost what it had acknowledged, and nothing is promised. */
    long unpromised() {
        return story.row().keepsFences() ? 0 : strict.wrongReads();
    }

    /** How old the oldest value was that a bounded cache has served. */
    Duration oldest() {
        return bounded.oldestServed();
    }
}
