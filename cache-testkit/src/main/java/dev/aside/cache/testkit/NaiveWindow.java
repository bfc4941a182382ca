package dev.aside.cache.testkit;

import dev.aside.cache.leaderboard.RankStyle;
import dev.aside.cache.leaderboard.Standing;
import dev.aside.cache.spi.BoardReply;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One window as a sorted list, in which everything is counted one by one. */
final class NaiveWindow {

    private final NaiveRules rules;
    private final RankStyle style;
    private final List<NaiveRow> rows = new ArrayList<>();
    private long changes;

    NaiveWindow(NaiveRules rules, RankStyle style) {
        this.rules = rules;
        this.style = style;
    }

    int size() {
        return rows.size();
    }

    /** Returns how often something was changed, at least. */
    long changes() {
        return changes;
    }

    void changedLike(NaiveWindow other) {
        changes = Math.max(changes, other.changes) + 1;
    }

    @Nullable
    NaiveRow row(String member) {
        return rows.stream()
                .filter(row -> row.member().equals(member))
                .findFirst()
                .orElse(null);
    }

    List<String> members() {
        return rows.stream().map(NaiveRow::member).toList();
    }

    void put(NaiveRow row) {
        rows.removeIf(other -> other.member().equals(row.member()));
        rows.add(row);
        Collections.sort(rows, rules.order);
        changes++;
    }

    boolean remove(String member) {
        boolean stood = rows.removeIf(row -> row.member().equals(member));
        changes += stood ? 1 : 0;
        return stood;
    }

    void cut(long most) {
        while (rows.size() > most) {
            rows.remove(rows.size() - 1);
        }
    }

    private long rank(int index) {
        long score = rows.get(index).score();
        return switch (style) {
            case ORDINAL -> index + 1;
            case STANDARD -> better(score) + 1;
            case DENSE ->
                rows.subList(0, index + 1).stream()
                        .mapToLong(NaiveRow::score)
                        .distinct()
                        .count();
            case MODIFIED ->
                better(score)
                        + rows.stream().filter(row -> row.score() == score).count();
        };
    }

    /** Scores are in their order, so whatever is ahead of the first with this one is better. */
    private long better(long score) {
        return rows.stream().takeWhile(row -> row.score() != score).count();
    }

    @Nullable
    Standing standing(String member) {
        NaiveRow row = row(member);
        return row == null ? null : row.standing(rank(rows.indexOf(row)));
    }

    BoardReply.@Nullable Place place(String member) {
        Standing standing = standing(member);
        return standing == null ? null : new BoardReply.Place(standing, better(standing.score()), 0);
    }

    List<Standing> list(int from, int most) {
        List<Standing> standings = new ArrayList<>();
        for (int i = Math.max(0, from); i < Math.min((long) rows.size(), (long) from + most); i++) {
            standings.add(rows.get(i).standing(rank(i)));
        }
        return standings;
    }

    List<Standing> behind(NaiveRow place, int most) {
        long from = rows.stream()
                .filter(row -> rules.order.compare(row, place) <= 0)
                .count();
        return list((int) from, most);
    }

    List<Standing> around(String member, int each) {
        NaiveRow row = row(member);
        if (row == null) {
            return List.of();
        }
        int index = rows.indexOf(row);
        return list(Math.max(0, index - each), index + each + 1 - Math.max(0, index - each));
    }
}
