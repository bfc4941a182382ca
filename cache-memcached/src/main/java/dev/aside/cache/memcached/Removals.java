package dev.aside.cache.memcached;

import dev.aside.cache.leaderboard.Effect;
import dev.aside.cache.spi.BoardReply;
import dev.aside.cache.spi.BoardStep;
import dev.aside.cache.spi.BoardWindow;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/** Takes members off a board. */
final class Removals {

    /*
     * A ban while somebody submits
     * ----------------------------
     * A submission looks for a ban, and then sets the member's card. So a ban is set first, and then the card is changed in every
     * window that is open, also where there is none, and barred: whoever has read it before cannot set it, and who reads it since looks
     * for the ban again.
     */

    private static final Line GONE = new Line(Effect.UNCHANGED, null);

    private final BoardTools tools;

    Removals(BoardTools tools) {
        this.tools = tools;
    }

    /** One removal. */
    private final class Case {
        private final Errand errand;
        private final BoardStep.Remove step;
        private final Charters.View view;
        private final AtomicBoolean stood = new AtomicBoolean();

        Case(Errand errand, Charters.View view) {
            this.errand = errand;
            this.step = (BoardStep.Remove) errand.step();
            this.view = view;
        }

        CompletableFuture<?> run() {
            if (view.charter() == null) {
                return CompletableFuture.completedFuture(true);
            }
            List<CompletableFuture<Boolean>> all = new ArrayList<>();
            Charter charter = view.charter();
            long build = charter.building(tools.nowMillis()).number();
            for (BoardWindow window : step.windows()) {
                if (window.expiresMillis() <= tools.nowMillis()) {
                    continue;
                }
                all.add(removeIfThere(charter, charter.live().number(), window, false));
                if (build != 0) {
                    all.add(removeIfThere(charter, build, window, true));
                }
            }
            return Asks.all(all);
        }

        private CompletableFuture<Boolean> removeIfThere(
                Charter charter, long generation, BoardWindow window, boolean isBuild) {
            long end = isBuild ? window.expiresMillis() : window.closesMillis();
            boolean mayCome = step.ban() && tools.nowMillis() < end;
            if (!mayCome && !charter.hasBegun(generation, window)) {
                return CompletableFuture.completedFuture(true);
            }
            String name = tools.names().sheet(generation, window);
            return tools.asks().look(List.of(name)).thenCompose(glance -> {
                glance.need(List.of(name));
                Sheet sheet = tools.sheet(glance.items().get(name));
                return remove(new Cards(tools, charter, generation, window, step.member(), sheet), mayCome, isBuild);
            });
        }

        private CompletableFuture<Boolean> remove(Cards cards, boolean mayCome, boolean isBuild) {
            Cards.Deciding how = new Cards.Deciding(
                    state -> decide(cards, state, mayCome),
                    errand::mayWrite,
                    () -> CompletableFuture.completedFuture(true));
            return cards.decide(how).thenCompose(decision -> {
                if (decision.before() == null) {
                    return CompletableFuture.completedFuture(true);
                }
                stood.compareAndSet(false, !isBuild);
                Posting posting = cards.posting();
                posting.add(decision.change(step.member()));
                return posting.run()
                        .thenCompose(posted ->
                                cards.settle(decision, null, posted.get(0).isTaken()));
            });
        }
    }

    private static Cards.Decision decide(Cards cards, Cards.State state, boolean mayCome) {
        if (state.record() == null && !mayCome) {
            return new Cards.Decision(null, null, null, GONE, false);
        }
        Card gone = cards.moved(state, null);
        Card next = state.record() == null ? gone.settled(false) : gone;
        return new Cards.Decision(mayCome ? next.barred() : next, state.record(), null, GONE, false);
    }

    CompletableFuture<?> remove(Errand errand) {
        BoardStep.Remove step = (BoardStep.Remove) errand.step();
        Charters.Wanted nothing = (live, build) -> List.of();
        return (step.ban() ? tools.charters().open(nothing) : tools.charters().look(nothing))
                .thenCompose(view -> ban(errand, step).thenApply(banned -> new Case(errand, view)))
                .thenCompose(one -> one.run().thenApply(removed -> one))
                .handle((one, error) -> {
                    if (error == null) {
                        errand.answer(new BoardReply.Done(one.stood.get()));
                    } else {
                        errand.fail(error);
                    }
                    return true;
                });
    }

    private CompletableFuture<Boolean> ban(Errand errand, BoardStep.Remove step) {
        if (!step.ban()) {
            return CompletableFuture.completedFuture(true);
        } else if (!errand.mayWrite()) {
            return Stop.with(Failures.notApplied("no answer in time"));
        }
        return tools.asks().set(tools.names().ban(step.member()), Life.FOR_EVER, Bans.write(true));
    }

    CompletableFuture<?> unban(Errand errand) {
        String name = tools.names().ban(((BoardStep.Unban) errand.step()).member());
        Charters.Wanted wanted = (live, build) -> List.of(name);
        return tools.charters()
                .look(wanted)
                .thenCompose(view -> tools.asks().look(name))
                .thenCompose(seen -> unban(errand, seen))
                .handle((done, error) -> {
                    if (error == null) {
                        errand.answer(new BoardReply.Done(done));
                    } else {
                        errand.fail(error);
                    }
                    return true;
                });
    }

    /** Nothing is deleted: it is set to something that is over at once. */
    private CompletableFuture<Boolean> unban(Errand errand, Asks.Seen seen) {
        if (!Bans.isBanned(seen.item())) {
            return CompletableFuture.completedFuture(false);
        } else if (!errand.mayWrite()) {
            return Stop.with(Failures.notApplied("no answer in time"));
        }
        int soon = Life.seconds(tools.nowMillis(), tools.nowMillis());
        return tools.asks().change(seen, soon, Bans.write(false));
    }
}
