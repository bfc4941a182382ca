package dev.aside.cache.jdbc;

import dev.aside.cache.spi.Ticker;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One connection that listens to a channel: hands on what is said, and proves that it was all. One thread's. */
final class Listening {

    /*
     * What proves that everything is heard
     * ------------------------------------
     * A question, and its answer: what was committed before the question was sent has been handed on before the answer comes. So a proof is
     * as old as the question, and counts only behind all that came with the answer.
     *
     * That holds for the connection to a server. Behind a pooler that lends the server's session to others in between, questions are
     * answered all the same, and what is said while nothing is asked is lost. So before anything is proven by a connection, this process
     * says a word by another one, and must hear it while it asks nothing. If the two lead to two servers nothing is heard either.
     *
     * A server that was the writer proves nothing once another one is, and neither does anybody while it is not known who is.
     */

    private static final System.Logger LOGGER = System.getLogger(Listening.class.getName());

    /** How long it is waited for something to be said before it is looked whether there is still somebody to say it. */
    static final Duration TURN = Duration.ofSeconds(1);

    private final Ears ears;
    private final Hearers hearers;
    private final Consumer<String> others;
    private final BooleanSupplier isWriter;
    private final Function<String, CompletableFuture<Boolean>> sayer;
    private final Supplier<Long> random;
    private final Ticker ticker;
    private boolean isSound;
    private boolean hasWarned;
    private @Nullable String word;
    private CompletableFuture<Boolean> said = new CompletableFuture<>();
    private long saidNanos;
    private long askedNanos;

    /**
     * @param ears by which it is listened already
     * @param others told what is said by others than processes with copies
     * @param isWriter whether the server is the one that is known to take writes
     * @param sayer says something by the same channel and another connection, and whether it was accepted
     */
    Listening(
            Ears ears,
            Hearers hearers,
            Consumer<String> others,
            BooleanSupplier isWriter,
            Function<String, CompletableFuture<Boolean>> sayer,
            Supplier<Long> random,
            Ticker ticker) {
        this.ears = ears;
        this.hearers = hearers;
        this.others = others;
        this.isWriter = isWriter;
        this.sayer = sayer;
        this.random = random;
        this.ticker = ticker;
        this.askedNanos = ticker.nanos() - TURN.toNanos();
    }

    /** Hears for a while. */
    void turn() throws SQLException {
        if (hearers.isEmpty()) {
            if (!hand(ears.await(TURN))) {
                hand(ears.ask()); // a connection that is gone may look as if nobody said anything
            }
        } else if (isSound) {
            prove();
        } else {
            hearOneself();
        }
    }

    private void prove() throws SQLException {
        Duration every = hearers.proofEvery(TURN);
        long left = every.toNanos() - (ticker.nanos() - askedNanos);
        if (left > 0) {
            hand(ears.await(Duration.ofNanos(left)));
            return;
        }
        askedNanos = ticker.nanos();
        hearers.asked();
        hand(ears.ask());
        if (isWriter.getAsBoolean()) {
            hearers.proven();
        }
    }

    /** What comes along with an answer does not count. */
    private void hearOneself() throws SQLException {
        long now = ticker.nanos();
        if (word != null && now - saidNanos >= TURN.toNanos()) {
            word = null;
            warn();
            hand(ears.ask());
        }
        if (word == null) {
            word = Payloads.here(Long.toHexString(random.get()));
            saidNanos = now;
            said = sayer.apply(word);
        }
        hand(ears.await(TURN));
    }

    private void warn() {
        if (!hasWarned && said.getNow(false)) {
            hasWarned = true;
            LOGGER.log(
                    Level.WARNING,
                    "what this process says by its channel it does not hear, as behind a pooler in transaction mode: no cache"
                            + " keeps copies by it");
        }
    }

    /** Returns whether there was anything. */
    private boolean hand(List<String> payloads) {
        for (String payload : payloads) {
            if (Payloads.isNear(payload)) {
                hearers.heard(payload);
            } else if (Payloads.isHere(payload)) {
                isSound |= payload.equals(word);
            } else {
                others.accept(payload);
            }
        }
        return !payloads.isEmpty();
    }
}
