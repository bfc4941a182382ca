package dev.aside.cache.local;

import dev.aside.cache.leaderboard.Page;
import dev.aside.cache.leaderboard.RankStyle;
import dev.aside.cache.leaderboard.Standing;
import dev.aside.cache.spi.BoardRecord;
import dev.aside.cache.spi.BoardReply;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one window holds in one generation. It is changed under the board's write lock and read under its read lock, but for {@link
 * #published()}: whoever changes anything takes the published page off before the lock is given back, so that nobody sees it who comes
 * after the change, and the next reader puts up another.
 */
final class RankedWindow {

    private static final int WATCHED = BoardReply.Listed.WATCHED;
    private static final int NOWHERE = Integer.MAX_VALUE;
    private static final long MICROS = 1_000_000;

    private final RankStyle style;
    private final Ranks ranks;
    private final long expiresMillis;
    private final Map<String, Seat> seats = new HashMap<>();
    private long version;
    private volatile @Nullable TopPage published;

    RankedWindow(RankStyle style, long expiresMillis, long version) {
        this.style = style;
        this.ranks = new Ranks(style);
        this.expiresMillis = expiresMillis;
        this.version = version;
    }

    /** Returns the same window without anybody. */
    RankedWindow empty() {
        return new RankedWindow(style, expiresMillis, version);
    }

    long expiresMillis() {
        return expiresMillis;
    }

    int size() {
        return ranks.size();
    }

    long version() {
        return version;
    }

    @Nullable
    Seat seat(String member) {
        return seats.get(member);
    }

    /** Returns whether somebody who is not there would be behind the best of a number. */
    boolean isBehind(Seat seat, long most) {
        return ranks.size() >= most && !seats.containsKey(seat.member()) && ranks.index(seat) >= most;
    }

    /** Puts a member where it belongs now. */
    void put(Seat seat, long nowMicros) {
        int before = takeOff(seat.member());
        seats.put(seat.member(), seat);
        ranks.add(seat);
        changed(Math.min(before, ranks.index(seat)), nowMicros);
    }

    /** Returns whether the member was there. */
    boolean remove(String member, long nowMicros) {
        int before = takeOff(member);
        if (before == NOWHERE) {
            return false;
        }
        changed(before, nowMicros);
        return true;
    }

    /** Removes whoever is last. */
    void removeLast(long nowMicros) {
        ranks.list(ranks.size() - 1, 1).forEach(last -> remove(last.member(), nowMicros));
    }

    private int takeOff(String member) {
        Seat before = seats.remove(member);
        if (before == null) {
            return NOWHERE;
        }
        int index = ranks.index(before);
        ranks.remove(before);
        return index;
    }

    /** What is behind those that are watched changes nothing among them, unless ranks count those behind too. */
    private void changed(int index, long nowMicros) {
        if (index < WATCHED || style == RankStyle.MODIFIED) {
            renew(version, nowMicros);
        } else {
            TopPage page = published;
            published = page == null ? null : page.withTotal(ranks.size());
        }
    }

    /** Has another version than before, and than another one. */
    void renew(long other, long nowMicros) {
        version = Math.max(Math.max(version, other) + 1, nowMicros);
        published = null;
    }

    /** Returns the published page, or null if there is none at the moment. No lock is needed. */
    @Nullable
    TopPage published() {
        return published;
    }

    private TopPage publish() {
        TopPage page = new TopPage(List.copyOf(list(0, WATCHED)), ranks.size(), version);
        published = page;
        return page;
    }

    BoardReply top(int most, long knownVersion) {
        TopPage known = published;
        TopPage page = known == null ? publish() : known;
        return page.serves(most) || page.version() == knownVersion
                ? page.answer(most, knownVersion)
                : listed(list(0, most));
    }

    /** Returns those behind a place, which need not be anybody's. */
    BoardReply behind(Seat place, int most) {
        int from = ranks.index(place);
        boolean isTaken = ranks.list(from, 1).stream().anyMatch(seat -> seat.compareTo(place) == 0);
        return listed(list(isTaken ? from + 1 : from, most));
    }

    BoardReply around(String member, int each) {
        return listed(neighbours(member, each));
    }

    private BoardReply listed(List<Standing> some) {
        return new BoardReply.Listed(some, ranks.size(), version, Page.State.COMPLETE);
    }

    /** Returns those around a member and itself, or nobody if it is not there. */
    List<Standing> neighbours(String member, int each) {
        Seat seat = seats.get(member);
        if (seat == null) {
            return List.of();
        }
        int index = ranks.index(seat);
        int from = Math.max(0, index - each);
        return list(from, index + each + 1 - from);
    }

    @Nullable
    Standing standing(String member) {
        Seat seat = seats.get(member);
        return seat == null ? null : standing(seat, ranks.rank(seat, ranks.index(seat)));
    }

    BoardReply.@Nullable Place place(String member) {
        Seat seat = seats.get(member);
        return seat == null
                ? null
                : new BoardReply.Place(standing(seat, ranks.rank(seat, ranks.index(seat))), ranks.better(seat), 0);
    }

    private List<Standing> list(int from, int most) {
        List<Standing> standings = new ArrayList<>();
        Seat before = null;
        long rank = 0;
        int index = from;
        for (Seat seat : ranks.list(from, most)) {
            rank = ranks.isShared(before, seat) ? rank : ranks.rank(seat, index);
            standings.add(standing(seat, rank));
            before = seat;
            index++;
        }
        return standings;
    }

    private static Standing standing(Seat seat, long rank) {
        BoardRecord record = seat.record();
        Instant at = Instant.ofEpochSecond(
                Math.floorDiv(record.atMicros(), MICROS), Math.floorMod(record.atMicros(), MICROS) * 1_000);
        return new Standing(seat.member(), rank, 0, record.score(), record.column(), at, record.metadata());
    }
}
