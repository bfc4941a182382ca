package dev.aside.cache.memcached;

import dev.aside.cache.spi.BoardReply;
import dev.aside.cache.spi.BoardStep;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Builds a board anew beside the one that is read, and puts it in its place. */
final class Builds {

    private static final Charters.Wanted NOTHING = (live, build) -> List.of();

    private final BoardTools tools;

    Builds(BoardTools tools) {
        this.tools = tools;
    }

    CompletableFuture<?> build(Errand errand) {
        BoardStep.Build step = (BoardStep.Build) errand.step();
        return answer(errand, view -> step.begins() ? begin(errand, step, view) : goOn(errand, step));
    }

    CompletableFuture<?> end(Errand errand) {
        BoardStep.EndBuild step = (BoardStep.EndBuild) errand.step();
        return answer(errand, view -> {
            if (!isOpen(view.known(), step.build())) {
                return CompletableFuture.completedFuture(false);
            }
            return step.swaps() ? swap(errand, step, view.known()) : drop(errand, step);
        });
    }

    private CompletableFuture<?> answer(Errand errand, Function<Charters.View, CompletableFuture<Boolean>> work) {
        return tools.charters().open(NOTHING).thenCompose(work).handle((done, error) -> {
            if (error == null) {
                errand.answer(new BoardReply.Done(done));
            } else {
                errand.fail(error);
            }
            return true;
        });
    }

    /** The beacons are there before anything else is: a node that loses what is built is noticed. */
    private CompletableFuture<Boolean> begin(Errand errand, BoardStep.Build step, Charters.View view) {
        if (!isFree(view.known())) {
            return goOn(errand, step);
        }
        long generation = tools.charters().newGeneration();
        return tools.charters()
                .light(generation)
                .thenCompose(lit -> change(
                        errand,
                        now -> isFree(now)
                                ? now.builds(
                                        now.live()
                                                .next(
                                                        generation,
                                                        step.build(),
                                                        tools.charters().nodes()),
                                        until(step))
                                : now))
                .thenApply(changed -> isOpen(changed, step.build()));
    }

    private long until(BoardStep.Build step) {
        return tools.nowMillis() + step.claimMillis();
    }

    private CompletableFuture<Boolean> goOn(Errand errand, BoardStep.Build step) {
        return change(errand, now -> isOpen(now, step.build()) ? now.builds(now.build(), until(step)) : now)
                .thenApply(changed -> isOpen(changed, step.build()));
    }

    private boolean isFree(Charter charter) {
        return charter.building(tools.nowMillis()).equals(Charter.Generation.NONE);
    }

    private boolean isOpen(Charter charter, long build) {
        return charter.building(tools.nowMillis()).build() == build;
    }

    private CompletableFuture<Charter> change(Errand errand, UnaryOperator<Charter> how) {
        return errand.mayWrite() ? tools.charters().change(how) : Stop.with(Failures.notApplied("no answer in time"));
    }

    private CompletableFuture<Boolean> drop(Errand errand, BoardStep.EndBuild step) {
        return change(errand, now -> isOpen(now, step.build()) ? now.builds(null, 0) : now)
                .thenApply(changed -> changed.build() == null);
    }

    /** What was built is whole if no node has lost of it, and each of its windows has its sheet. */
    private CompletableFuture<Boolean> swap(Errand errand, BoardStep.EndBuild step, Charter charter) {
        return tools.charters()
                .isWhole(charter.building(tools.nowMillis()))
                .thenCombine(hasAllSheets(charter, step), Boolean::logicalAnd)
                .thenCompose(isWhole -> change(errand, now -> {
                    Charter.Generation built = now.build();
                    return built != null && isOpen(now, step.build())
                            ? now.swaps(built, !isWhole, tools.nowMicros())
                            : now;
                }))
                .thenApply(changed -> changed.live().build() == step.build());
    }

    private CompletableFuture<Boolean> hasAllSheets(Charter charter, BoardStep.EndBuild step) {
        long built = charter.building(tools.nowMillis()).number();
        List<String> names = new ArrayList<>();
        step.windows().stream()
                .filter(window -> charter.hasBegun(built, window) && window.expiresMillis() > tools.nowMillis())
                .forEach(window -> names.add(tools.names().sheet(built, window)));
        return tools.asks()
                .look(names)
                .thenApply(glance -> names.stream().allMatch(name -> {
                    Sheet sheet = tools.sheet(glance.items().get(name));
                    return sheet != null && !sheet.isLost();
                }));
    }
}
