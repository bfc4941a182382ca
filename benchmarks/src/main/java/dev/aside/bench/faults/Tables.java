package dev.aside.bench.faults;

import dev.aside.bench.faults.Call.Saw;
import dev.aside.bench.kit.Table;
import java.util.List;
import java.util.stream.Collectors;

/** What the rows came to, for people. */
final class Tables {
    private Tables() {}

    static Table of(List<Judgement> judged) {
        Table table = new Table(List.of(
                "fault",
                "values",
                "loads",
                "changes: applied / pending / unknown",
                "exceptions",
                "longest read, change, ms",
                "behind the breaker, ms",
                "used again after, ms",
                "stale",
                "verdict"));
        judged.forEach(one -> table.row(List.of(
                one.row().label(),
                Long.toString(one.count(Saw.VALUE)),
                Long.toString(one.loads()),
                one.count(Saw.APPLIED) + " / " + one.count(Saw.PENDING) + " / " + one.count(Saw.UNKNOWN),
                failures(one),
                Times.millis(one.times().longestRead()) + ", "
                        + Times.millis(one.times().longestChange()),
                one.times().behind(),
                Times.millis(one.recovery()),
                stale(one.freshness()),
                one.verdict())));
        return table;
    }

    private static String failures(Judgement one) {
        return one.failures().entrySet().stream()
                .map(failure -> failure.getValue() + " " + failure.getKey())
                .collect(Collectors.joining(", "));
    }

    private static String stale(Freshness freshness) {
        long unpromised = freshness.unpromised();
        return freshness.stale() + (unpromised == 0 ? "" : ", and " + unpromised + " STRICT");
    }
}
