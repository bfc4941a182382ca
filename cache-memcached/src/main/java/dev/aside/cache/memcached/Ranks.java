package dev.aside.cache.memcached;

import dev.aside.cache.leaderboard.RankStyle;
import dev.aside.cache.leaderboard.Standing;
import dev.aside.cache.spi.BoardRecord;
import dev.aside.cache.spi.BoardReply;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Who stands where on a sheet as it is now: exactly on its page, and by its histogram behind it. For one thread. */
final class Ranks {

    private final Sheet sheet;
    private final RankStyle style;
    private @Nullable Map<Long, List<Sheet.Entry>> byBucket;

    Ranks(Sheet sheet, RankStyle style) {
        this.sheet = sheet;
        this.style = style;
    }

    /** What a number is at least and at most. */
    private record Span(long least, long most) {
        long middle() {
            return least + (most - least) / 2;
        }

        /** Returns by how much the middle may be wrong. */
        long error() {
            return most - middle();
        }
    }

    /** Returns some of the page. */
    List<Standing> listed(int from, int to) {
        List<Long> scores = new ArrayList<>();
        sheet.page().subList(0, to).forEach(entry -> scores.add(sort(entry)));
        List<Long> ranks = sheet.rules().ranks(scores);
        List<Standing> all = new ArrayList<>(to - from);
        for (int i = from; i < to; i++) {
            Sheet.Entry entry = sheet.page().get(i);
            all.add(standing(entry.member(), entry.record(), ranks.get(i), 0));
        }
        return List.copyOf(all);
    }

    private long sort(Sheet.Entry entry) {
        return sheet.rules().sort(entry.record());
    }

    static Standing standing(String member, BoardRecord record, long rank, long error) {
        Instant at = Instant.EPOCH.plus(record.atMicros(), ChronoUnit.MICROS);
        return new Standing(member, rank, error, record.score(), record.column(), at, record.metadata());
    }

    /**
     * Returns how a member stands.
     *
     * @param own the member's own record, if it is not on the page
     */
    BoardReply.@Nullable Place place(String member, @Nullable BoardRecord own) {
        int index = sheet.index(member);
        if (index >= 0) {
            Standing standing = listed(index, index + 1).get(0);
            return new BoardReply.Place(standing, better(sheet.page().get(index)), 0);
        }
        return own == null || sheet.isBounded() ? null : estimated(member, own);
    }

    private long better(Sheet.Entry entry) {
        return sheet.page().stream().filter(other -> sort(other) < sort(entry)).count();
    }

    private BoardReply.Place estimated(String member, BoardRecord own) {
        long sort = sheet.rules().sort(own);
        Span better = better(sort);
        Span ahead = switch (style) {
            case ORDINAL -> ahead(member, own);
            case DENSE -> distinct(sort);
            case STANDARD, MODIFIED -> better;
        };
        long doubts = sheet.doubts();
        Standing standing = standing(member, own, 1 + ahead.middle(), ahead.error() + doubts);
        return new BoardReply.Place(standing, better.middle(), better.error() + doubts);
    }

    /** Returns how many of a bucket are not on the page, but for the one that is asked about. */
    private long unknown(long sort) {
        return Math.max(0, sheet.histogram().in(sort) - onPage(sort).size() - 1);
    }

    /** Returns who is on the page of the bucket of a number, in their order. */
    private List<Sheet.Entry> onPage(long sort) {
        return byBucket().getOrDefault(sheet.histogram().bucket(sort), List.of());
    }

    private Map<Long, List<Sheet.Entry>> byBucket() {
        Map<Long, List<Sheet.Entry>> known = byBucket;
        if (known == null) {
            known = sheet.page().stream()
                    .collect(Collectors.groupingBy(entry -> sheet.histogram().bucket(sort(entry))));
            byBucket = known;
        }
        return known;
    }

    private long before(long sort) {
        return sheet.histogram().before(sort).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    private Span better(long sort) {
        long known = before(sort)
                + onPage(sort).stream().filter(entry -> sort(entry) < sort).count();
        return new Span(known, known + (width(sort) == 1 ? 0 : unknown(sort)));
    }

    private long width(long sort) {
        return sheet.histogram().width(sheet.histogram().bucket(sort));
    }

    private Span ahead(String member, BoardRecord own) {
        long sort = sheet.rules().sort(own);
        long known = before(sort)
                + onPage(sort).stream()
                        .filter(entry -> sheet.rules().compare(entry.record(), entry.member(), own, member) < 0)
                        .count();
        return new Span(known, known + unknown(sort));
    }

    /** Of a bucket there is one score at least, and as many as there are members or numbers at most. */
    private Span distinct(long sort) {
        long least = scores(sort, sort);
        long most = least + Math.min(unknown(sort), width(sort) - 1);
        for (Map.Entry<Long, Long> one : sheet.histogram().before(sort).entrySet()) {
            long known = scores(one.getKey(), sort);
            long others = Math.max(0, one.getValue() - onPage(one.getKey()).size());
            least += Math.max(known, 1);
            most += Math.min(width(one.getKey()), known + others);
        }
        return new Span(least, most);
    }

    /** Returns how many scores better than one there are on the page of the bucket of a number. */
    private long scores(long of, long sort) {
        return onPage(of).stream()
                .mapToLong(this::sort)
                .filter(one -> one < sort)
                .distinct()
                .count();
    }
}
