package dev.aside.cache.memcached;

import dev.aside.cache.leaderboard.Effect;
import dev.aside.cache.leaderboard.PeriodResult;
import dev.aside.cache.leaderboard.Score;
import dev.aside.cache.leaderboard.Standing;
import dev.aside.cache.leaderboard.Submission;
import dev.aside.cache.spi.BoardReply;
import dev.aside.cache.spi.BoardRules;
import dev.aside.cache.spi.BoardStep;
import dev.aside.cache.spi.BoardWindow;
import dev.aside.cache.spi.Digest;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a submission does in one generation of a board: in the one that is read, or in one that is being built. */
final class Side {

    private static final Cards.Decision NOTHING =
            new Cards.Decision(null, null, null, new Line(Effect.CLOSED, null), false);

    private final BoardTools tools;
    private final Errand errand;
    private final Charters.View view;
    private final Score score;
    private final Digest payload;
    private final List<Share> shares = new ArrayList<>();
    private final @Nullable String receiptName;
    private final boolean isBuild;
    private final long nowMicros;
    private volatile boolean isBanned;
    private volatile @Nullable Receipt receipt;
    private volatile boolean isFailed;

    /** One of the windows. */
    private static final class Share {
        private final @Nullable Cards cards;
        private Cards.Decision decision = NOTHING;
        private Posting.Posted posted = Posting.Posted.NOTHING;

        Share(@Nullable Cards cards) {
            this.cards = cards;
        }
    }

    /** @param sheets what was found of the windows */
    Side(
            BoardTools tools,
            Errand errand,
            Charters.View view,
            long generation,
            Function<String, @Nullable Sheet> sheets) {
        this.tools = tools;
        this.errand = errand;
        this.view = view;
        BoardStep.Submit step = (BoardStep.Submit) errand.step();
        this.score = step.score();
        this.payload = BoardRules.payload(score);
        this.isBuild = step.build() != 0;
        this.nowMicros = tools.nowMicros();
        this.receiptName = score.operation() == null ? null : tools.names().receipt(generation, score.operation());
        this.receipt = receiptName == null ? null : Receipt.read(item(receiptName), tools.nowMillis());
        this.isBanned = Bans.isBanned(item(tools.names().ban(score.member())));
        for (@Nullable BoardWindow window : step.windows()) {
            Cards there = window == null || window.expiresMillis() <= tools.nowMillis()
                    ? null
                    : cards(generation, window, sheets);
            shares.add(new Share(there));
        }
    }

    private Cards cards(long generation, BoardWindow window, Function<String, @Nullable Sheet> sheets) {
        Sheet sheet = sheets.apply(tools.names().sheet(generation, window));
        return new Cards(tools, view.known(), generation, window, score.member(), sheet);
    }

    private @Nullable Item item(String name) {
        return view.items().items().get(name);
    }

    /** Returns what has to be read of one generation. */
    static List<String> names(BoardNames names, BoardStep.Submit step, long generation) {
        List<String> all = new ArrayList<>();
        Score score = step.score();
        all.add(names.ban(score.member()));
        if (score.operation() != null) {
            all.add(names.receipt(generation, score.operation()));
        }
        for (BoardWindow window : step.windows()) {
            if (window != null) {
                all.add(names.sheet(generation, window));
                all.add(names.card(generation, window, score.member()));
            }
        }
        return all;
    }

    /** Returns whether it is known what has become of it, here and elsewhere. */
    boolean isDone() {
        Receipt known = receipt;
        return known != null && known.isDone();
    }

    /** Notes that it, or its other side, has not come to its end. */
    void fails() {
        isFailed = true;
    }

    /** Returns whether every window refuses it, whatever it is. */
    boolean isRefused() {
        return isBanned || shares.stream().allMatch(share -> share.cards == null || isClosed(share.cards.window()));
    }

    boolean isReused() {
        Receipt known = receipt;
        return known != null && !known.payload().equals(payload);
    }

    /** Decides what becomes of each card, and sets those that change. */
    CompletableFuture<?> decide() {
        boolean isKnown = true;
        for (Share share : shares) {
            isKnown &= share.cards == null || decideByLook(share, share.cards);
        }
        CompletableFuture<?> decided =
                isKnown ? CompletableFuture.completedFuture(true) : announce().thenCompose(announced -> decideAll());
        return decided;
    }

    /** Returns whether nothing has to be set. */
    private boolean decideByLook(Share share, Cards cards) {
        Card card = Card.read(item(cards.name()));
        Cards.Decision decision = decide(share, cards, cards.state(card));
        boolean isOpen = card != null && card.open() != null && !isBanned;
        if (decision.next() != null || (isOpen && !isDone())) {
            return false;
        }
        share.decision = decision;
        return true;
    }

    /** Says that an operation begins, so that it is no other's. */
    private CompletableFuture<Boolean> announce() {
        String name = receiptName;
        if (name == null || receipt != null) {
            return CompletableFuture.completedFuture(true);
        } else if (!errand.mayWrite()) {
            return Stop.with(Failures.notApplied("no answer in time"));
        }
        return tools.asks()
                .add(name, keepSeconds(), Receipt.begun(payload, untilMillis()).write())
                .thenCompose(added -> added ? CompletableFuture.completedFuture(true) : hear(name, 0));
    }

    /** Somebody has said so before, or has had it under way until now. */
    private CompletableFuture<Boolean> hear(String name, int tries) {
        return tools.asks().look(name).thenCompose(seen -> {
            receipt = Receipt.read(seen.item(), tools.nowMillis());
            if (isReused()) {
                throw new Stop(BoardReply.Reused.INSTANCE);
            } else if (receipt != null) {
                return CompletableFuture.completedFuture(true);
            }
            return tools.asks()
                    .change(
                            seen,
                            keepSeconds(),
                            Receipt.begun(payload, untilMillis()).write())
                    .thenCompose(done -> done ? tools.pause(0) : tools.pause(tries + 1))
                    .thenCompose(waited -> hear(name, tries + 1));
        });
    }

    private int keepSeconds() {
        return Life.seconds(untilMillis(), tools.nowMillis());
    }

    private long untilMillis() {
        return tools.nowMillis() + tools.spec().keepOperationsMillis();
    }

    private CompletableFuture<?> decideAll() {
        List<CompletableFuture<Cards.Decision>> all = new ArrayList<>();
        for (Share share : shares) {
            Cards cards = share.cards;
            if (cards != null) {
                Cards.Deciding how =
                        new Cards.Deciding(state -> decide(share, cards, state), errand::mayWrite, this::lookForBan);
                all.add(cards.decide(how)
                        .whenComplete((decision, error) -> share.decision = error == null ? decision : NOTHING));
            }
        }
        return Asks.all(all);
    }

    /** Who is banned has his cards changed: whoever has seen them before looks for that again. */
    private CompletableFuture<?> lookForBan() {
        String name = tools.names().ban(score.member());
        return tools.asks().look(name).thenAccept(seen -> isBanned |= Bans.isBanned(seen.item()));
    }

    private Cards.Decision decide(Share share, Cards cards, Cards.State state) {
        Receipt known = receipt;
        if (known != null && known.isDone()) {
            int index = shares.indexOf(share);
            return stays(state, index < known.lines().size() ? known.lines().get(index) : share.decision.line(), true);
        }
        Card.Done done = done(state.card());
        if (done != null) {
            return stays(state, done.line(), true);
        } else if (isBanned) {
            return new Cards.Decision(null, null, null, new Line(Effect.BANNED, null), false);
        } else if (isClosed(cards.window())) {
            return stays(state, new Line(Effect.CLOSED, before(state)), false);
        }
        return submit(cards, state);
    }

    private Card.@Nullable Done done(@Nullable Card card) {
        String operation = score.operation();
        Card.Done done = operation == null || card == null ? null : card.done(operation);
        if (done != null && !done.payload().equals(payload)) {
            throw new Stop(BoardReply.Reused.INSTANCE);
        }
        return done == null || done.untilMillis() <= tools.nowMillis() ? null : done;
    }

    private static Cards.Decision stays(Cards.State state, Line line, boolean isRepeated) {
        return new Cards.Decision(null, state.record(), state.record(), line, isRepeated);
    }

    private boolean isClosed(BoardWindow window) {
        return tools.nowMillis() >= (isBuild ? window.expiresMillis() : window.closesMillis());
    }

    private Line.@Nullable Before before(Cards.State state) {
        Sheet sheet = state.sheet();
        BoardReply.Place place = sheet == null ? null : tools.ranks(sheet).place(score.member(), state.record());
        return place == null ? null : Line.Before.of(place.standing());
    }

    private Cards.Decision submit(Cards cards, Cards.State state) {
        BoardRules.Outcome outcome = tools.rules().submit(state.record(), score, nowMicros);
        Line line = new Line(outcome.effect(), before(state));
        boolean changes = outcome.effect().isApplied();
        if (!changes && score.operation() == null) {
            return stays(state, line, false);
        }
        Card next = (changes ? cards.moved(state, outcome.record()) : state.orNew())
                .with(operation(line), tools.nowMillis());
        return new Cards.Decision(next, state.record(), outcome.record(), line, false);
    }

    private Card.@Nullable Done operation(Line line) {
        String operation = score.operation();
        return operation == null ? null : new Card.Done(operation, payload, line, untilMillis());
    }

    /** Adds what the sheets have to take, or are asked. */
    void post(Postings postings) {
        for (Share share : shares) {
            if (share.cards != null) {
                postings.add(share.cards, share.decision.change(score.member()), posted -> share.posted = posted);
            }
        }
    }

    /** Notes what has become of it all, for the next who comes. */
    CompletableFuture<?> settle() {
        List<CompletableFuture<Boolean>> all = new ArrayList<>();
        for (Share share : shares) {
            if (share.cards != null) {
                all.add(share.cards.settle(share.decision, operation(line(share)), share.posted.isTaken()));
            }
        }
        if (receiptName != null && !isDone() && !isFailed) {
            Receipt known = new Receipt(
                    payload,
                    untilMillis(),
                    true,
                    shares.stream().map(this::line).toList());
            all.add(tools.asks().set(receiptName, keepSeconds(), known.write()));
        }
        return Asks.all(all);
    }

    private Line line(Share share) {
        if (share.decision.isRepeated() || share.cards == null) {
            return share.decision.line();
        }
        BoardReply.Place before = share.posted.before();
        return new Line(effect(share), before == null ? null : Line.Before.of(before.standing()));
    }

    private static Effect effect(Share share) {
        Effect effect = share.decision.line().effect();
        boolean isCut = effect.isApplied() && !share.decision.isRepeated() && share.posted.after() == null;
        return isCut ? Effect.BELOW_CUT : effect;
    }

    Submission submission() {
        List<PeriodResult> results = new ArrayList<>();
        for (int i = 0; i < shares.size(); i++) {
            results.add(result(i, shares.get(i)));
        }
        boolean isRepeated = isDone()
                || (shares.stream().anyMatch(share -> share.decision.isRepeated())
                        && shares.stream().allMatch(share -> share.decision.next() == null));
        return new Submission(isRepeated, results);
    }

    private PeriodResult result(int index, Share share) {
        Line line = line(share);
        BoardReply.Place after = share.posted.after();
        Standing standing = after == null || isBanned ? null : after.standing();
        return new PeriodResult(
                Objects.requireNonNull(tools.spec().definition().periods().get(index)),
                line.effect(),
                line.standing(score.member()),
                standing,
                share.posted.total(),
                List.of());
    }
}
