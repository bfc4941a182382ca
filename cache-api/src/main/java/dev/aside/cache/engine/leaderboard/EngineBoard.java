package dev.aside.cache.engine.leaderboard;

import dev.aside.cache.engine.Ports;
import dev.aside.cache.leaderboard.BoardChecksum;
import dev.aside.cache.leaderboard.BoardDefinition;
import dev.aside.cache.leaderboard.Leaderboard;
import dev.aside.cache.leaderboard.LeaderboardStats;
import dev.aside.cache.leaderboard.Page;
import dev.aside.cache.leaderboard.Percentile;
import dev.aside.cache.leaderboard.Period;
import dev.aside.cache.leaderboard.PeriodEnd;
import dev.aside.cache.leaderboard.Ranking;
import dev.aside.cache.leaderboard.Rebuild;
import dev.aside.cache.leaderboard.Score;
import dev.aside.cache.leaderboard.ScoreRule;
import dev.aside.cache.leaderboard.Standing;
import dev.aside.cache.leaderboard.Submission;
import dev.aside.cache.spi.BoardReply;
import dev.aside.cache.spi.BoardReply.Listed;
import dev.aside.cache.spi.BoardRules;
import dev.aside.cache.spi.BoardSpec;
import dev.aside.cache.spi.BoardStep;
import dev.aside.cache.spi.BoardStore;
import dev.aside.cache.spi.BoardWindow;
import dev.aside.cache.spi.LeaderboardBackend;
import dev.aside.cache.spi.LeaderboardBackend.Ability;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The leaderboard: a score's way to the board, and a reader's way to a page. */
public final class EngineBoard implements Leaderboard, AutoCloseable {

    /** As old as a page may be unless it is said: nobody sees the difference, and the server is asked four times a second. */
    private static final Duration TOP_AGE = Duration.ofMillis(250);

    private static final int CHUNK = 1_000;

    private final BoardOptions options;
    private final Ports ports;
    private final BoardCounts counts = new BoardCounts();
    private final Windows windows;
    private final BoardAsking asking;
    private final EngineRanking.Means means;
    private final EngineRanking first;
    private final Scale scale;
    private final TopListeners listeners;
    private final @Nullable PeriodEnds ends;

    private EngineBoard(BoardOptions options, Ports ports, LeaderboardBackend backend) {
        this.options = options;
        this.ports = ports;
        BoardDefinition definition = options.definition();
        BoardStore store = backend.open(
                new BoardSpec(options.name(), definition, options.operations().toMillis()), ports.runtime());
        this.windows = new Windows(definition, store::timeMillis);
        this.asking = new BoardAsking(store, options, ports, backend.abilities(), counts);
        this.scale = new Scale(definition.decimals());
        this.means = new EngineRanking.Means(
                asking,
                tops(backend),
                new BoardRules(definition),
                new Cursors(options.name() + " " + definition.text()),
                counts,
                backend.longestTop());
        this.first = latest(definition.periods().get(0));
        this.listeners = new TopListeners(options.name(), ports.runtime(), this::best, this::firstOf);
        Consumer<PeriodEnd> told = options.onPeriodEnd();
        this.ends = told == null
                ? null
                : new PeriodEnds(options.name(), asking, ports.runtime(), this::ended, told, counts);
    }

    /** Builds a board, and begins to look for periods that have ended. */
    public static EngineBoard build(BoardOptions options, Ports ports, LeaderboardBackend backend) {
        EngineBoard board = new EngineBoard(options, ports, backend);
        if (board.ends != null) {
            board.ends.start();
        }
        return board;
    }

    /** In one's own process there is nothing to spare. */
    private Tops tops(LeaderboardBackend backend) {
        Duration usual = backend.isShared() ? TOP_AGE : Duration.ZERO;
        Duration age = options.topAge() == null ? usual : options.topAge();
        int longest = Math.min(MAXIMUM_WATCHED, backend.longestTop());
        return new Tops(asking, counts, ports.runtime().ticker(), options.operation(), age, longest);
    }

    @Override
    public String name() {
        return options.name();
    }

    @Override
    public BoardDefinition definition() {
        return options.definition();
    }

    @Override
    public Submission submit(String member, long score) {
        return submit(Score.of(member, score));
    }

    @Override
    public Submission submit(Score score) {
        return submitted(asking.answer(step(score)));
    }

    private BoardStep step(Score score) {
        if (score.neighbours() > 0) {
            asking.need(Ability.AROUND, "neighbours of a submission");
        }
        if (windows.isNotYet(score.at())) {
            throw new IllegalArgumentException(name() + ": a score's time is not later than now");
        }
        return new BoardStep.Submit(score, windows.of(score.at()), 0);
    }

    private Submission submitted(BoardReply reply) {
        Submission submission = ((BoardReply.Submitted) reply).submission();
        counts.count(submission);
        return submission;
    }

    @Override
    public List<Submission> submitAll(List<Score> scores) {
        List<BoardStep> steps = scores.stream().map(this::step).toList();
        List<Submission> all = new ArrayList<>(steps.size());
        for (int from = 0; from < steps.size(); ) {
            int end = chunk(scores, from);
            asking.answers(steps.subList(from, end), options.operation()).forEach(reply -> all.add(submitted(reply)));
            from = end;
        }
        return List.copyOf(all);
    }

    /** Each time-out is for about as much as a thousand scores in one period; two neighbours are as much as a score. */
    private int chunk(List<Score> scores, int from) {
        int end = from;
        for (int work = 0; end < scores.size() && work < CHUNK; end++) {
            work += definition().periods().size() * (1 + scores.get(end).neighbours());
        }
        return end;
    }

    @Override
    public boolean remove(String member) {
        return remove(member, false);
    }

    @Override
    public boolean ban(String member) {
        return remove(member, true);
    }

    /** Whoever is gone is not on a page that is kept here either. */
    private boolean remove(String member, boolean bans) {
        BoardStep step = new BoardStep.Remove(Score.checkMember(member), bans, windows.readable());
        try {
            return asking.done(step);
        } finally {
            means.tops().forget();
        }
    }

    @Override
    public boolean unban(String member) {
        return asking.done(new BoardStep.Unban(Score.checkMember(member)));
    }

    @Override
    public Ranking ranking(Period wanted) {
        return latest(wanted);
    }

    private EngineRanking latest(Period wanted) {
        int index = windows.index(wanted);
        return new EngineRanking(wanted, () -> windows.latest(index), means);
    }

    @Override
    public Ranking ranking(Period wanted, Instant at) {
        BoardWindow window = windows.at(windows.index(wanted), at);
        if (window == null) {
            throw new IllegalArgumentException(name() + ": the period " + wanted + " is not at that time");
        }
        return new EngineRanking(wanted, () -> window, means);
    }

    private @Nullable PeriodEnd ended(BoardWindow some) {
        Period wanted = definition().periods().get(some.period());
        Instant at = Instant.ofEpochMilli(some.startMillis());
        Period.Span span = wanted.at(at);
        return span == null ? null : new PeriodEnd(wanted, span, ranking(wanted, at));
    }

    @Override
    public AutoCloseable onTop(int most, Consumer<Page> listener) {
        int longest = Math.min(MAXIMUM_WATCHED, means.longestTop());
        if (most < 1 || most > longest) {
            throw new IllegalArgumentException("listeners are told of 1 to " + longest + ", and not of " + most);
        }
        Objects.requireNonNull(listener, "listener");
        asking.checkOpen();
        return listeners.add(most, listener);
    }

    private CompletableFuture<@Nullable Listed> best(int most) {
        BoardWindow window = windows.latest(0);
        if (window == null) {
            return CompletableFuture.completedFuture(null);
        }
        return means.tops().fly(window, most).thenApply(reply -> reply instanceof Listed listed ? listed : null);
    }

    /** What was listed may be more than one listener wants; the next page is for who asks. */
    private Page firstOf(Listed listed, int most) {
        List<Standing> all = listed.standings();
        return new Page(List.copyOf(all.subList(0, Math.min(most, all.size()))), listed.total(), null, listed.state());
    }

    @Override
    public Rebuild rebuild() {
        Duration remembered = definition().rule() == ScoreRule.SUM ? options.operations() : null;
        return new EngineRebuild(asking, windows, remembered, ports.runtime(), this::checksumIfPossible);
    }

    private @Nullable BoardChecksum checksumIfPossible() {
        return asking.can(Ability.AROUND) ? first.checksum(EngineRebuild.TIMEOUT) : null;
    }

    @Override
    public Period period() {
        return first.period();
    }

    @Override
    public Page top(int most) {
        return first.top(most);
    }

    @Override
    public Page page(@Nullable String after, int most) {
        return first.page(after, most);
    }

    @Override
    public List<Standing> around(String member, int each) {
        return first.around(member, each);
    }

    @Override
    public @Nullable Standing standing(String member) {
        return first.standing(member);
    }

    @Override
    public Map<String, Standing> standings(Collection<String> members) {
        return first.standings(members);
    }

    @Override
    public List<Standing> friends(Collection<String> members) {
        return first.friends(members);
    }

    @Override
    public @Nullable Percentile percentile(String member) {
        return first.percentile(member);
    }

    @Override
    public long count() {
        return first.count();
    }

    @Override
    public BoardChecksum checksum() {
        return first.checksum();
    }

    @Override
    public long scaled(BigDecimal score) {
        return scale.scaled(score);
    }

    @Override
    public long scaled(double score) {
        return scale.scaled(score);
    }

    @Override
    public BigDecimal unscaled(long score) {
        return scale.unscaled(score);
    }

    @Override
    public LeaderboardStats stats() {
        return counts.now();
    }

    @Override
    public void close() {
        if (ends != null) {
            ends.close();
        }
        listeners.close();
        asking.close();
    }
}
