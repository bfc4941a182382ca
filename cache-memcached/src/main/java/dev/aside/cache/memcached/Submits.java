package dev.aside.cache.memcached;

import dev.aside.cache.spi.BoardReply;
import dev.aside.cache.spi.BoardStep;
import dev.aside.cache.spi.BoardWindow;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Submissions of several members, all at once, as if one after the other: all that is needed is read by one trip, then all cards
 * are set, then each sheet takes all that concerns it by one write, and then all is settled.
 */
final class Submits {

    private final BoardTools tools;

    Submits(BoardTools tools) {
        this.tools = tools;
    }

    /** One submission, and where it goes: into what is read, and into what is being built; or into that alone. */
    private static final class Case {
        private final Errand errand;
        private final List<Side> sides = new ArrayList<>();
        private final Set<String> sheets = new LinkedHashSet<>();

        Case(Errand errand) {
            this.errand = errand;
        }

        BoardStep.Submit step() {
            return (BoardStep.Submit) errand.step();
        }

        boolean isOver() {
            return errand.isOver();
        }
    }

    /** @param errands submissions of members that are all different, with operations that are */
    CompletableFuture<?> run(List<Errand> errands) {
        return tools.charters()
                .open((live, build) -> names(errands, live, build))
                .thenCompose(view -> run(errands, view))
                .handle((done, error) -> {
                    if (error != null) {
                        errands.forEach(errand -> errand.fail(error));
                    }
                    return true;
                });
    }

    private Collection<String> names(List<Errand> errands, long live, Charter.Generation build) {
        Set<String> names = new LinkedHashSet<>();
        for (Errand errand : errands) {
            BoardStep.Submit step = (BoardStep.Submit) errand.step();
            for (long generation : generations(step, live, build)) {
                names.addAll(Side.names(tools.names(), step, generation));
            }
        }
        return names;
    }

    private static List<Long> generations(BoardStep.Submit step, long live, Charter.Generation build) {
        if (step.build() != 0) {
            return step.build() == build.build() ? List.of(build.number()) : List.of();
        }
        return build.number() == 0 ? List.of(live) : List.of(live, build.number());
    }

    private CompletableFuture<?> run(List<Errand> errands, Charters.View view) {
        List<Case> cases = new ArrayList<>();
        Map<String, Sheet> sheets = new HashMap<>();
        for (Errand errand : errands) {
            Case one = new Case(errand);
            Charter.Generation build = view.known().building(tools.nowMillis());
            if (one.step().build() != 0 && one.step().build() != build.build()) {
                errand.answer(
                        BoardBatch.answer(Failures.notApplied("there is no such build, or it was taken for dead")));
            } else if (one.step().score().neighbours() > 0) {
                errand.answer(BoardBatch.answer(Failures.notApplied("memcached does not know neighbours")));
            } else {
                open(one, view, build, sheets);
                cases.add(one);
            }
        }
        return decide(cases).thenCompose(decided -> post(cases, view));
    }

    private void open(Case one, Charters.View view, Charter.Generation build, Map<String, Sheet> sheets) {
        long live = view.known().live().number();
        for (long generation : generations(one.step(), live, build)) {
            one.sides.add(new Side(tools, one.errand, view, generation, name -> sheet(name, view, sheets)));
            for (BoardWindow window : one.step().windows()) {
                if (window != null) {
                    one.sheets.add(tools.names().sheet(generation, window));
                }
            }
        }
    }

    private @Nullable Sheet sheet(String name, Charters.View view, Map<String, Sheet> sheets) {
        Item item = view.items().items().get(name);
        return item == null ? null : sheets.computeIfAbsent(name, unread -> tools.sheet(item));
    }

    private static CompletableFuture<?> decide(List<Case> cases) {
        List<CompletableFuture<Boolean>> all = new ArrayList<>();
        for (Case one : cases) {
            if (one.sides.get(0).isReused()) {
                one.errand.answer(BoardReply.Reused.INSTANCE);
                one.sides.clear();
            } else {
                all.add(decide(one));
            }
        }
        return Asks.all(all);
    }

    private static CompletableFuture<Boolean> decide(Case one) {
        List<CompletableFuture<?>> sides = new ArrayList<>();
        Side first = one.sides.get(0);
        boolean isForAll =
                !first.isDone() && !first.isRefused(); // or it was done there as well, or is refused there too
        one.sides.removeIf(side -> side.isReused() || (side != first && !isForAll));
        for (Side side : one.sides) {
            sides.add(CompletableFuture.completedFuture(side).thenCompose(Side::decide));
        }
        return CompletableFuture.allOf(sides.toArray(CompletableFuture[]::new)).handle((decided, error) -> {
            if (error != null) {
                one.sides.forEach(Side::fails);
                one.errand.fail(error);
            }
            return true;
        });
    }

    /** What has been set on cards is brought to sheets also where nobody waits for it any more. */
    private CompletableFuture<?> post(List<Case> cases, Charters.View view) {
        Postings postings = new Postings();
        cases.forEach(one -> one.sides.forEach(side -> side.post(postings)));
        Map<String, CompletableFuture<?>> bySheet =
                new LinkedHashMap<>(postings.run(view.items().items()));
        List<CompletableFuture<Boolean>> all = new ArrayList<>();
        for (Case one : cases) {
            CompletableFuture<?>[] needed = one.sheets.stream()
                    .map(bySheet::get)
                    .filter(Objects::nonNull)
                    .toArray(CompletableFuture[]::new);
            all.add(CompletableFuture.allOf(needed)
                    .thenCompose(posted -> settle(one))
                    .handle((settled, error) -> {
                        if (error != null) {
                            one.errand.fail(error);
                        }
                        return true;
                    }));
        }
        return Asks.all(all);
    }

    private static CompletableFuture<?> settle(Case one) {
        List<CompletableFuture<?>> all = new ArrayList<>();
        one.sides.forEach(side -> all.add(side.settle()));
        return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).thenAccept(settled -> {
            if (!one.isOver()) {
                one.errand.answer(new BoardReply.Submitted(one.sides.get(0).submission()));
            }
        });
    }
}
