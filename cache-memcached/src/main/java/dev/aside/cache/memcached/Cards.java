package dev.aside.cache.memcached;

import dev.aside.cache.spi.BoardRecord;
import dev.aside.cache.spi.BoardWindow;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One member's card in one window, and what becomes of it: decided by what is there, and set if nobody has set it since. What somebody
 * else has left half done is done first.
 */
final class Cards {

    /*
     * How a change goes
     * -----------------
     * The card is set to what counts from now on, together with the operation that made it so, and with what the window's sheet counts
     * of the member before: the change is open. Then the sheet takes it. Then it is noted on the card that it has: the change is
     * settled. Only one change of a card is open at a time. So whatever is lost on the way, the card says what there is to do,
     * and the next who comes by does it. The sheet knows which changes it has taken; see there.
     */

    /**
     * So often a change that somebody else has open is waited for, longer each time: in all some 50 ms. Whoever helps one who is only
     * slow is one more who wants the sheet, and what both have it take may count twice.
     */
    private static final int PATIENT = 8;

    private final BoardTools tools;
    private final Charter charter;
    private final long generation;
    private final BoardWindow window;
    private final String member;
    private final @Nullable Sheet sheet;
    private final String name;
    private int tries;

    /**
     * What is known of a member where something is decided.
     *
     * @param card its card, or null
     * @param record what counts
     * @param number of its changes so far
     * @param sheet of the window, or null
     */
    record State(
            @Nullable Card card,
            @Nullable BoardRecord record,
            long number,
            @Nullable Sheet sheet) {

        /** Returns the card, or one that says the same. */
        Card orNew() {
            return card == null ? new Card(number, record, null, 0, false, List.of()) : card;
        }
    }

    /**
     * What is to become of a card.
     *
     * @param next the card, or null to leave it
     * @param before what counted
     * @param after what counts then
     * @param line what is said and remembered of it
     * @param isRepeated whether that was before
     */
    record Decision(
            @Nullable Card next,
            @Nullable BoardRecord before,
            @Nullable BoardRecord after,
            Line line,
            boolean isRepeated) {

        /** Returns what the sheet has to take, or null for nothing. */
        @Nullable
        Move move(String member) {
            return next == null ? null : next.move(member);
        }

        /** Returns what the sheet has to take, or to be asked. */
        Posting.Change change(String member) {
            return new Posting.Change(member, before, after, move(member), Posting.How.TAKE);
        }
    }

    /**
     * How it is decided.
     *
     * @param by the state
     * @param mayWrite asked before anything is set
     * @param again done before it is decided again
     */
    record Deciding(Function<State, Decision> by, BooleanSupplier mayWrite, Supplier<CompletableFuture<?>> again) {}

    /** @param sheet what was found of the window, or null */
    Cards(
            BoardTools tools,
            Charter charter,
            long generation,
            BoardWindow window,
            String member,
            @Nullable Sheet sheet) {
        this.tools = tools;
        this.charter = charter;
        this.generation = generation;
        this.window = window;
        this.member = member;
        this.sheet = sheet;
        this.name = tools.names().card(generation, window, member);
    }

    String name() {
        return name;
    }

    BoardWindow window() {
        return window;
    }

    String sheetName() {
        return tools.names().sheet(generation, window);
    }

    /** Returns what brings changes to the window's sheet. */
    Posting posting() {
        return new Posting(tools, charter, generation, window);
    }

    /** Returns what is known by a card and the sheet that was found. */
    State state(@Nullable Card card) {
        return state(card, sheet);
    }

    /** Who is on the page has that, and who is not on a page that has all has nothing. */
    private State state(@Nullable Card card, @Nullable Sheet on) {
        Sheet.Entry entry = on == null ? null : on.entry(member);
        if (card == null) {
            return entry == null ? new State(null, null, 0, on) : new State(null, entry.record(), entry.number(), on);
        }
        boolean isCut = tools.size().isBounded() && entry == null && card.open() == null;
        return new State(card, isCut ? null : card.record(), card.number(), on);
    }

    /** Returns a card with another record, which the sheet has yet to take. */
    Card moved(State state, @Nullable BoardRecord to) {
        BoardRecord record = state.record();
        Sheet on = state.sheet();
        Long from = record == null ? null : (Long) tools.rules().sort(record);
        return state.orNew().next(to, new Card.Open(from, on == null ? 0 : on.written()));
    }

    /** Decides, and sets the card. */
    CompletableFuture<Decision> decide(Deciding how) {
        return tools.asks().look(name).thenCompose(seen -> {
            Card card = Card.read(seen.item());
            if (card != null && card.open() != null) {
                return help(card, card.open()).thenCompose(helped -> decide(how));
            }
            CompletableFuture<?> ready =
                    card != null && card.isBarred() ? how.again().get() : CompletableFuture.completedFuture(true);
            return ready.thenCompose(looked -> now(card))
                    .thenCompose(state -> decided(seen, how.by().apply(state), how));
        });
    }

    /** On a page that has all, who is not there has nothing: so that has to be looked at after the card. */
    private CompletableFuture<State> now(@Nullable Card card) {
        if (!tools.size().isBounded()) {
            return CompletableFuture.completedFuture(state(card));
        }
        List<String> names = List.of(sheetName());
        return tools.asks().look(names).thenApply(glance -> {
            glance.need(names);
            return state(card, tools.sheet(glance.items().get(sheetName())));
        });
    }

    private CompletableFuture<Decision> decided(Asks.Seen seen, Decision decision, Deciding how) {
        Card next = decision.next();
        if (next == null) {
            return CompletableFuture.completedFuture(decision);
        } else if (!how.mayWrite().getAsBoolean()) {
            return Stop.with(Failures.notApplied("no answer in time"));
        }
        return tools.asks()
                .change(seen, tools.seconds(window), next.write())
                .thenCompose(done -> done ? CompletableFuture.completedFuture(decision) : again(how));
    }

    private CompletableFuture<Decision> again(Deciding how) {
        return tools.pause(++tries).thenCompose(waited -> how.again().get()).thenCompose(ready -> decide(how));
    }

    /** Does what somebody has left half done; whoever may still be at it is given a moment. */
    private CompletableFuture<Boolean> help(Card card, Card.Open open) {
        if (++tries < PATIENT) {
            return tools.pause(PATIENT / 2 + tries);
        }
        Move move = new Move(member, card.number(), open.from(), card.record(), open.since(), true);
        return bring(move, Posting.How.TAKE).thenCompose(posted -> settle(move, null, posted.isTaken()));
    }

    private CompletableFuture<Posting.Posted> bring(Move move, Posting.How how) {
        Posting posting = posting();
        posting.add(Posting.Change.of(move, how));
        return posting.run().thenApply(posted -> posted.get(0));
    }

    /**
     * Notes that the sheet has what was decided.
     *
     * @param operation what is remembered of it from now on, or null for what is
     * @param isTaken whether the sheet had not taken it before
     */
    CompletableFuture<Boolean> settle(Decision decision, Card.@Nullable Done operation, boolean isTaken) {
        Move move = decision.move(member);
        return move == null ? CompletableFuture.completedFuture(true) : settle(move, operation, isTaken);
    }

    private CompletableFuture<Boolean> settle(Move move, Card.@Nullable Done operation, boolean isTaken) {
        return tools.asks().look(name).thenCompose(seen -> {
            Card card = Card.read(seen.item());
            if (card == null) {
                return CompletableFuture.completedFuture(true);
            } else if (card.number() != move.number() || card.open() == null) {
                boolean isOwn = isTaken && !move.isOthers();
                return isOwn ? mend(card, move) : CompletableFuture.completedFuture(true);
            }
            Card next = card.settled(move.isOthers() && isTaken).with(operation, tools.nowMillis());
            return tools.asks()
                    .change(seen, tools.seconds(window), next.write())
                    .thenCompose(done -> done
                            ? CompletableFuture.completedFuture(true)
                            : tools.pause(++tries).thenCompose(waited -> settle(move, operation, isTaken)));
        });
    }

    /**
     * Somebody else has settled the change: the sheet may have taken it twice, or after another one. What is open is brought behind
     * this, and puts it right by itself.
     */
    private CompletableFuture<Boolean> mend(Card card, Move move) {
        if (card.helped() == move.number()) {
            return bring(move, Posting.How.UNCOUNT).thenApply(posted -> true);
        } else if (card.open() != null) {
            return CompletableFuture.completedFuture(true);
        }
        Move now = new Move(member, card.number(), null, card.record(), 0, false);
        return bring(now, Posting.How.MEND).thenApply(posted -> true);
    }
}
