package dev.aside.cache.memcached;

import dev.aside.cache.leaderboard.Page;
import dev.aside.cache.spi.BoardReply;
import dev.aside.cache.spi.BoardRules;
import dev.aside.cache.spi.BoardSpec;
import dev.aside.cache.spi.CacheRuntime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Reads the charter of a board, together with what it says which items are to be read, and writes it. */
final class Charters {

    /*
     * What was lost
     * -------------
     * A board that has a charter has a beacon of its generation on each node. One that is not there says that its node has lost what it
     * had, or that it does not answer; and the charter says which nodes there were. A charter that is not there was lost if any node has a beacon of the board, or if this process has seen
     * the board before; else there is no board yet. Once lost, what was lost is written down: in the charter that is begun in the
     * place of the one before, in the sheet that is begun in the place of one that the charter knows of. It stays so until what was
     * built anew is put in the place of all that.
     *
     * What nobody can tell: that all nodes have lost everything, before any process that had seen the board has looked again.
     */

    private static final int TRIES = 20;

    /** So often what is read may be put in the place of what was, while somebody looks for it. */
    private static final int TURNS = 4;

    private static final long LARGEST = 1L << 53;

    private final Asks asks;
    private final Beacons beacons;
    private final BoardNames names;
    private final BoardSpec spec;
    private final CacheRuntime runtime;
    private final int maximumBytes;
    private volatile Guess guess = new Guess(0, Charter.Generation.NONE);
    private volatile long mark;

    /** What the charter said last. */
    private record Guess(long live, Charter.Generation build) {}

    /** Says what else is to be read. */
    interface Wanted {
        Collection<String> names(long live, Charter.Generation build);
    }

    /**
     * A board, as it was found.
     *
     * @param charter what is recorded, or null if nothing is
     * @param state whether something is known to be missing
     * @param isAnother whether it is not the board that this process has seen, or is not on the nodes where it was begun
     * @param isUnsure whether it may be on nodes that have not answered
     * @param items what was wanted
     */
    record View(@Nullable Charter charter, Page.State state, boolean isAnother, boolean isUnsure, Asks.Glance items) {

        Charter known() {
            if (charter == null) {
                throw Stop.of(Failures.notApplied("the board has been lost just now"));
            }
            return charter;
        }
    }

    Charters(Asks asks, Beacons beacons, BoardNames names, BoardSpec spec, CacheRuntime runtime, int maximumBytes) {
        this.asks = asks;
        this.beacons = beacons;
        this.names = names;
        this.spec = spec;
        this.runtime = runtime;
        this.maximumBytes = maximumBytes;
    }

    private long now() {
        return runtime.wallClock().millis();
    }

    /** Looks at a board, and at what is wanted of it. */
    CompletableFuture<View> look(Wanted wanted) {
        return look(wanted, null, TURNS);
    }

    /**
     * Looks at a board, at what is wanted of it, and whether nodes have lost something.
     *
     * @param moment for how long it waits for nodes that are not needed; those that have not answered then may have
     */
    CompletableFuture<View> look(Wanted wanted, Duration moment) {
        return look(wanted, moment, TURNS);
    }

    private CompletableFuture<View> look(Wanted wanted, @Nullable Duration moment, int turns) {
        Guess from = guess;
        List<String> needed = new ArrayList<>(wanted.names(from.live(), from.build()));
        needed.add(names.charter());
        List<String> lights = moment == null || from.live() == 0 ? List.of() : beacons.of(from.live());
        return asks.look(needed, lights, moment == null ? Duration.ZERO : moment)
                .thenCompose(glance -> {
                    glance.need(needed);
                    Charter charter = Charter.read(glance.items().get(names.charter()));
                    if (charter == null) {
                        return missing(glance);
                    }
                    Guess said = new Guess(charter.live().number(), charter.building(now()));
                    if (said.equals(from)) {
                        return CompletableFuture.completedFuture(view(charter, glance, lights));
                    }
                    guess = said;
                    return turns > 0
                            ? look(wanted, moment, turns - 1)
                            : Stop.with(Failures.notApplied(
                                    "the board is being put in the place of another again and again"));
                });
    }

    private View view(Charter charter, Asks.Glance glance, List<String> lights) {
        if (!charter.digest().equals(spec.digest())) {
            throw new Stop(new BoardReply.Mismatch(charter.definition()));
        }
        boolean isAnother = mark != 0
                && mark != charter.mark()
                && (charter.mark() < mark || !charter.isRebuilt())
                && !charter.isLost();
        if (!isAnother && mark != charter.mark()) {
            mark = charter.mark();
            var unused = beacons.light(0); // again, for nodes that have come, or have forgotten: there is a board
        }
        boolean isMoved = charter.live().nodes() != beacons.nodes();
        boolean isWhole =
                !isAnother && !isMoved && !charter.isLost() && lights.stream().allMatch(glance.items()::containsKey);
        return new View(
                charter, isWhole ? Page.State.COMPLETE : Page.State.INCOMPLETE, isAnother || isMoved, false, glance);
    }

    private CompletableFuture<View> missing(Asks.Glance glance) {
        if (mark != 0 || glance.items().containsKey(names.charter())) {
            return CompletableFuture.completedFuture(new View(null, Page.State.INCOMPLETE, false, false, glance));
        }
        return asks.look(beacons.of(0)).thenApply(seen -> {
            boolean isUnsure = seen.why() != null && seen.items().isEmpty();
            boolean isNew = seen.why() == null && seen.items().isEmpty();
            return new View(null, isNew ? Page.State.COMPLETE : Page.State.INCOMPLETE, false, isUnsure, glance);
        });
    }

    /** Looks at a board that is to be changed, and begins one if there is none. */
    CompletableFuture<View> open(Wanted wanted) {
        return look(wanted).thenCompose(view -> {
            if (view.isUnsure()) {
                return Stop.with(
                        Failures.notApplied("a board begins when all nodes answer, or it may have begun before"));
            } else if (view.charter() == null) {
                return begin(view.state() == Page.State.INCOMPLETE).thenCompose(begun -> look(wanted));
            } else if (view.isAnother() && !view.known().isLost()) {
                return change(Charter::loses).thenCompose(changed -> look(wanted));
            }
            return CompletableFuture.completedFuture(view);
        });
    }

    /** Returns a number for a generation, which none has had. */
    long newGeneration() {
        return 1 + runtime.random().nextLong(LARGEST);
    }

    private CompletableFuture<Boolean> begin(boolean isLost) {
        long generation = newGeneration();
        Charter first = Charter.of(
                BoardRules.micros(runtime.wallClock().instant()),
                spec.digest(),
                spec.definition().text(),
                new Charter.Generation(generation, 0, 0, nodes()),
                isLost);
        return beacons.light(generation)
                .thenCompose(lit -> asks.look(names.charter()))
                .thenCompose(seen -> Charter.read(seen.item()) == null
                        ? asks.change(seen, Life.FOR_EVER, first.write())
                        : CompletableFuture.completedFuture(false));
    }

    /** Lights the beacons of a generation that is to be built. */
    CompletableFuture<List<Boolean>> light(long generation) {
        return beacons.light(generation);
    }

    /** Returns which nodes there are, as a number. */
    long nodes() {
        return beacons.nodes();
    }

    /** Looks whether a generation is on the nodes where it was begun, and none has lost of it. */
    CompletableFuture<Boolean> isWhole(Charter.Generation generation) {
        List<String> lights = beacons.of(generation.number());
        boolean isHere = generation.nodes() == nodes();
        return asks.look(lights)
                .thenApply(glance -> isHere && glance.items().keySet().containsAll(lights));
    }

    /** Changes the charter, where there is one. Answered with what it is then. */
    CompletableFuture<Charter> change(UnaryOperator<Charter> how) {
        return change(how, TRIES);
    }

    private CompletableFuture<Charter> change(UnaryOperator<Charter> how, int tries) {
        return asks.look(names.charter()).thenCompose(seen -> {
            Charter charter = Charter.read(seen.item());
            if (charter == null || tries == 0) {
                return Stop.with(Failures.notApplied(tries == 0 ? "others were faster" : "the board has been lost"));
            }
            Charter next = how.apply(charter);
            if (next.equals(charter)) {
                return CompletableFuture.completedFuture(charter);
            }
            byte[] bytes = next.write();
            if (bytes.length > maximumBytes) {
                return Stop.with(Failures.notApplied("the board has too many windows for memcached"));
            }
            return asks.change(seen, Life.FOR_EVER, bytes)
                    .thenCompose(done -> done ? CompletableFuture.completedFuture(next) : change(how, tries - 1));
        });
    }
}
