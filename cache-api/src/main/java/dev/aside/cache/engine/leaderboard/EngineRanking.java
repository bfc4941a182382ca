package dev.aside.cache.engine.leaderboard;

import dev.aside.cache.leaderboard.BoardChecksum;
import dev.aside.cache.leaderboard.Page;
import dev.aside.cache.leaderboard.Percentile;
import dev.aside.cache.leaderboard.Period;
import dev.aside.cache.leaderboard.Ranking;
import dev.aside.cache.leaderboard.Score;
import dev.aside.cache.leaderboard.Standing;
import dev.aside.cache.spi.BoardRecord;
import dev.aside.cache.spi.BoardReply;
import dev.aside.cache.spi.BoardReply.Listed;
import dev.aside.cache.spi.BoardReply.Place;
import dev.aside.cache.spi.BoardRules;
import dev.aside.cache.spi.BoardStep;
import dev.aside.cache.spi.BoardWindow;
import dev.aside.cache.spi.LeaderboardBackend.Ability;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Queries on one period: on whichever of its windows is meant when they are made. */
final class EngineRanking implements Ranking {

    private static final BoardReply.Found NOBODY = new BoardReply.Found(List.of(), 0, Page.State.COMPLETE);

    private final Period period;
    private final Supplier<@Nullable BoardWindow> window;
    private final Means means;

    /**
     * What all rankings of a board have.
     *
     * @param asking what asks
     * @param tops the first pages
     * @param rules who is ahead
     * @param cursors places as text
     * @param counts its counts
     * @param longestTop how many can be read at all
     */
    record Means(
            BoardAsking asking, Tops tops, BoardRules rules, Cursors cursors, BoardCounts counts, int longestTop) {}

    EngineRanking(Period period, Supplier<@Nullable BoardWindow> window, Means means) {
        this.period = period;
        this.window = window;
        this.means = means;
    }

    @Override
    public Period period() {
        return period;
    }

    @Override
    public Page top(int most) {
        return page(null, most);
    }

    @Override
    public Page page(@Nullable String after, int most) {
        checkCount("a page has", most, 1, Math.min(MAXIMUM_PAGE, means.longestTop()));
        means.counts().queries.increment();
        BoardWindow of = window.get();
        if (of == null) {
            return new Page(List.of(), 0, null, Page.State.COMPLETE);
        } else if (after == null) {
            Listed first = means.tops().first(of, most);
            return page(first, of, most, first.standings().size() >= Math.min(first.total(), means.longestTop()));
        }
        return page(of, means.cursors().read(of, after), most);
    }

    /**
     * One more than is wanted says whether there are others. Where those behind the best are unknown, it may be one of them, so there it
     * is asked for only if ranks do not say it.
     */
    private Page page(BoardWindow of, Cursors.Place after, int most) {
        boolean tells = !means.asking().can(Ability.AROUND) && means.rules().ranksArePlaces();
        BoardStep step = new BoardStep.Behind(of, after.record(), after.member(), tells ? most : most + 1);
        Listed listed = (Listed) means.asking().answer(step);
        List<Standing> found = listed.standings();
        return page(listed, of, most, tells ? isAtEnd(found, listed.total()) : found.size() <= most);
    }

    private boolean isAtEnd(List<Standing> found, long total) {
        return found.isEmpty() || found.get(found.size() - 1).rank() >= Math.min(means.longestTop(), total);
    }

    private static void checkCount(String what, int count, int least, int most) {
        if (count < least || count > most) {
            throw new IllegalArgumentException(what + " " + least + " to " + most + ", and not " + count);
        }
    }

    private Page page(Listed listed, BoardWindow of, int most, boolean isAtEnd) {
        List<Standing> found = listed.standings();
        List<Standing> all = found.size() > most ? List.copyOf(found.subList(0, most)) : found;
        boolean isLast = isAtEnd || all.size() < most;
        String next = isLast ? null : means.cursors().write(of, all.get(all.size() - 1));
        return new Page(all, listed.total(), next, listed.state());
    }

    @Override
    public List<Standing> around(String member, int each) {
        Score.checkMember(member);
        checkCount("around a member there are", each, 0, Score.MAXIMUM_NEIGHBOURS);
        means.asking().need(Ability.AROUND, "around a member");
        means.counts().queries.increment();
        BoardWindow of = window.get();
        return of == null
                ? List.of()
                : ((Listed) means.asking().answer(new BoardStep.Around(of, member, each))).standings();
    }

    @Override
    public @Nullable Standing standing(String member) {
        Place place = find(List.of(member)).places().stream()
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        return place == null ? null : place.standing();
    }

    @Override
    public Map<String, Standing> standings(Collection<String> members) {
        Map<String, Standing> all = new LinkedHashMap<>();
        standing(find(members)).forEach(standing -> all.put(standing.member(), standing));
        return all;
    }

    private static List<Standing> standing(BoardReply.Found found) {
        return found.places().stream()
                .filter(Objects::nonNull)
                .map(Place::standing)
                .toList();
    }

    private BoardReply.Found find(Collection<String> members) {
        Set<String> once = new LinkedHashSet<>(members);
        checkCount("members are asked for in", once.size(), 0, MAXIMUM_PAGE);
        once.forEach(Score::checkMember);
        means.counts().queries.increment();
        BoardWindow of = once.isEmpty() ? null : window.get();
        return of == null
                ? NOBODY
                : (BoardReply.Found) means.asking().answer(new BoardStep.Find(of, List.copyOf(once)));
    }

    @Override
    public List<Standing> friends(Collection<String> members) {
        List<Standing> all = new ArrayList<>(standing(find(members)));
        all.sort((one, other) -> means.rules().compare(record(one), one.member(), record(other), other.member()));
        List<Long> ranks = means.rules().ranks(all.stream().map(Standing::score).toList());
        for (int i = 0; i < all.size(); i++) {
            all.set(i, ranked(all.get(i), ranks.get(i)));
        }
        return List.copyOf(all);
    }

    private static BoardRecord record(Standing standing) {
        return new BoardRecord(standing.score(), standing.column(), BoardRules.micros(standing.at()), null);
    }

    private static Standing ranked(Standing one, long rank) {
        return new Standing(one.member(), rank, 0, one.score(), one.column(), one.at(), one.metadata());
    }

    @Override
    public @Nullable Percentile percentile(String member) {
        BoardReply.Found found = find(List.of(member));
        Place place = found.places().isEmpty() ? null : found.places().get(0);
        if (place == null || found.total() == 0) {
            return null;
        }
        double total = found.total();
        return new Percentile(place.better() / total, place.error() / total);
    }

    @Override
    public long count() {
        means.counts().queries.increment();
        BoardWindow of = window.get();
        return of == null ? 0 : ((Listed) means.asking().answer(new BoardStep.Top(of, 0, -1))).total();
    }

    @Override
    public BoardChecksum checksum() {
        return checksum(means.asking().usual());
    }

    /** Reads all pages, and waits so long for each. */
    BoardChecksum checksum(Duration timeout) {
        means.asking().need(Ability.AROUND, "to read all pages");
        means.counts().queries.increment();
        BoardChecksum sum = BoardChecksum.EMPTY;
        BoardWindow of = window.get();
        BoardStep next = of == null ? null : new BoardStep.Top(of, MAXIMUM_PAGE, -1);
        while (next != null) {
            List<Standing> all = whole(of, next, timeout);
            for (Standing one : all) {
                sum = sum.plus(one.member(), one.score(), one.column());
            }
            next = all.size() < MAXIMUM_PAGE ? null : behind(of, all.get(all.size() - 1));
        }
        return sum;
    }

    /** Whoever is asked for by name, be it nobody, is asked of the writer, and so is what is asked for beside it. */
    private List<Standing> whole(BoardWindow of, BoardStep page, Duration timeout) {
        List<BoardStep> steps = List.of(page, new BoardStep.Find(of, List.of()));
        return ((Listed) means.asking().answers(steps, timeout).get(0)).standings();
    }

    private static BoardStep behind(BoardWindow of, Standing last) {
        return new BoardStep.Behind(of, record(last), last.member(), MAXIMUM_PAGE);
    }
}
