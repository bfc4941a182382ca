package dev.aside.cache.engine.leaderboard;

import dev.aside.cache.CacheClosedException;
import dev.aside.cache.CacheUnavailableException;
import dev.aside.cache.engine.Breaker;
import dev.aside.cache.engine.Ports;
import dev.aside.cache.engine.Waits;
import dev.aside.cache.leaderboard.LeaderboardMismatchException;
import dev.aside.cache.leaderboard.LeaderboardUnsupportedException;
import dev.aside.cache.spi.BoardReply;
import dev.aside.cache.spi.BoardStep;
import dev.aside.cache.spi.BoardStore;
import dev.aside.cache.spi.LeaderboardBackend.Ability;
import dev.aside.cache.spi.StepReply;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Asks the store, and not while it does not answer; what it did not answer is an exception to who waits. */
final class BoardAsking {

    private static final BoardReply NOT_ASKED =
            new BoardReply.Failed(StepReply.Outcome.NOT_APPLIED, "it did not answer lately, and is asked again soon");

    private final BoardStore store;
    private final BoardOptions options;
    private final Ports ports;
    private final Set<Ability> abilities;
    private final BoardCounts counts;
    private final Breaker breaker;
    private volatile boolean closed;

    BoardAsking(BoardStore store, BoardOptions options, Ports ports, Set<Ability> abilities, BoardCounts counts) {
        this.store = store;
        this.options = options;
        this.ports = ports;
        this.abilities = abilities;
        this.counts = counts;
        this.breaker = new Breaker(ports.runtime().ticker());
    }

    /** Asks for what nobody can do without. */
    void need(Ability ability, String what) {
        if (!abilities.contains(ability)) {
            throw new LeaderboardUnsupportedException(options.name() + ": " + what + " is not possible with the "
                    + ports.backend().name() + " backend");
        }
    }

    boolean can(Ability ability) {
        return abilities.contains(ability);
    }

    CompletableFuture<List<BoardReply>> run(List<BoardStep> steps, Duration timeout) {
        if (!breaker.allows()) {
            return CompletableFuture.completedFuture(Collections.nCopies(steps.size(), NOT_ASKED));
        }
        return store.execute(steps, timeout).toCompletableFuture().thenApply(this::heard);
    }

    CompletableFuture<BoardReply> run(BoardStep step) {
        return run(List.of(step), options.operation()).thenApply(replies -> replies.get(0));
    }

    private List<BoardReply> heard(List<BoardReply> replies) {
        boolean answered = !replies.stream().allMatch(BoardReply.Failed.class::isInstance);
        breaker.heard(answered, ports.recorder(), options.name());
        return replies;
    }

    /** Waits for the answers, and throws what is none. */
    List<BoardReply> answers(List<BoardStep> steps, Duration timeout) {
        checkOpen();
        return await(run(steps, timeout), timeout).stream().map(this::checked).toList();
    }

    <T> T await(CompletableFuture<T> stage, Duration timeout) {
        checkOpen();
        return Waits.await(options.name(), stage, timeout);
    }

    BoardReply answer(BoardStep step) {
        return answer(step, options.operation());
    }

    BoardReply answer(BoardStep step, Duration timeout) {
        return answers(List.of(step), timeout).get(0);
    }

    /** How long a caller waits unless there is a reason. */
    Duration usual() {
        return options.operation();
    }

    /** Returns whether it was not so before. */
    boolean done(BoardStep step) {
        return answer(step) instanceof BoardReply.Done done && done.changed();
    }

    /** Returns the reply, or throws what a caller is to be told in its place. */
    BoardReply checked(BoardReply reply) {
        if (reply instanceof BoardReply.Failed failed) {
            counts.unavailable.increment();
            throw new CacheUnavailableException(options.name(), ports.backend().name(), failed.reason());
        } else if (reply instanceof BoardReply.Mismatch mismatch) {
            throw new LeaderboardMismatchException(options.name() + ": the board is recorded as "
                    + mismatch.recorded() + ", and here it is "
                    + options.definition().text());
        } else if (reply instanceof BoardReply.Reused) {
            throw new IllegalArgumentException(
                    options.name() + ": the operation's id has been used for another submission");
        }
        return reply;
    }

    void checkOpen() {
        if (closed) {
            throw new CacheClosedException(options.name());
        }
    }

    void close() {
        closed = true;
        store.close();
    }
}
