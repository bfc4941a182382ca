package dev.aside.bench.failover;

import dev.aside.bench.failover.Call.Saw;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Says what of a story must not have been. */
final class Judge {
    /** How far a reader may be behind: the default. */
    static final long LAG_BOUND = 1L << 20;

    /** For how long reads may go on to a reader that is further: twice as long as it takes by default until it is asked again. */
    static final Duration NOTICE = Duration.ofSeconds(1);

    private final Story story;
    private final NavigableMap<Long, Long> acknowledged = new TreeMap<>();

    Judge(Story story) {
        this.story = story;
        long furthest = 0;
        for (Call call : inOrder(Saw.INSERTED)) {
            furthest = Math.max(furthest, call.position());
            acknowledged.put(call.ended(), furthest);
        }
    }

    private List<Call> inOrder(Saw saw) {
        return calls(call -> call.saw() == saw)
                .sorted(Comparator.comparingLong(Call::ended))
                .toList();
    }

    private Stream<Call> calls(Predicate<Call> which) {
        return story.calls().stream().filter(which);
    }

    long count(Saw saw) {
        return calls(call -> call.saw() == saw).count();
    }

    /** Inserts that were acknowledged and are not there. */
    long lost() {
        return calls(call -> call.saw() == Saw.INSERTED && !isThere(call)).count();
    }

    /** Inserts that have failed, as if they had not been done, and are there. */
    long refusedAndThere() {
        return calls(call -> call.saw() == Saw.REFUSED && isThere(call)).count();
    }

    private boolean isThere(Call call) {
        return story.there().contains(call.id());
    }

    /** What went where it must not: reads to a known writer or to a reader too far behind, and writes to the old writer. */
    long wrong() {
        return count(Saw.READ_AT_KNOWN_WRITER) + tooOld() + lateWrites();
    }

    /** Reads of a reader that was further behind than it may be, and had been for longer than it takes to see that. */
    long tooOld() {
        return calls(call -> behind(call, NOTICE) > LAG_BOUND).count();
    }

    /** How far the reader of any read was behind what had been acknowledged before. */
    long furthestBehind() {
        return story.calls().stream()
                .mapToLong(call -> behind(call, Duration.ZERO))
                .max()
                .orElse(0);
    }

    private long behind(Call call, Duration notice) {
        var before = acknowledged.lowerEntry(call.began() - notice.toNanos());
        return call.saw() == Saw.READ && before != null ? before.getValue() - call.position() : 0;
    }

    /** Inserts that the old writer has acknowledged once there was another one. */
    long lateWrites() {
        return calls(call -> call.saw() == Saw.INSERTED
                        && call.server() == story.old()
                        && call.began() > story.turnedNanos())
                .count();
    }

    /** From the last insert that the old writer has acknowledged to the first that the new one has. */
    long outageNanos() {
        long last = insertedBy(story.old()).max(Comparator.naturalOrder()).orElseThrow();
        return firstAtHeir() - last;
    }

    /** From when the new writer took writes to the first that it has acknowledged. */
    long findingNanos() {
        return firstAtHeir() - story.turnedNanos();
    }

    private long firstAtHeir() {
        return insertedBy(story.heir()).min(Comparator.naturalOrder()).orElseThrow();
    }

    private Stream<Long> insertedBy(int server) {
        return calls(call -> call.saw() == Saw.INSERTED && call.server() == server)
                .map(Call::ended);
    }

    /** The longest time in which no read has ended well. */
    long silenceNanos() {
        long[] ends = calls(call -> call.saw().isRead())
                .mapToLong(Call::ended)
                .sorted()
                .toArray();
        long longest = 0;
        for (int i = 1; i < ends.length; i++) {
            longest = Math.max(longest, ends[i] - ends[i - 1]);
        }
        return longest;
    }
}
