package dev.aside.cache.engine.leaderboard;

import dev.aside.cache.leaderboard.Page;
import dev.aside.cache.spi.BoardReply;
import dev.aside.cache.spi.BoardReply.Listed;
import dev.aside.cache.spi.BoardStep;
import dev.aside.cache.spi.BoardWindow;
import dev.aside.cache.spi.Ticker;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The first pages of what runs, kept in this process for a stated age. One caller at a time asks for a newer one, and is told no more
 * than that there is none where the version is the same; others go with him. A hit takes no lock.
 */
final class Tops {

    private final BoardAsking asking;
    private final BoardCounts counts;
    private final Ticker ticker;
    private final Duration timeout;
    private final long ageNanos;
    private final int longest;
    private final AtomicLong era = new AtomicLong();
    private final ConcurrentHashMap<Integer, Kept> byPeriod = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Integer, Flight> flights = new ConcurrentHashMap<>();

    /** @param longest how many a version vouches for, and the backend keeps */
    Tops(BoardAsking asking, BoardCounts counts, Ticker ticker, Duration timeout, Duration age, int longest) {
        this.asking = asking;
        this.counts = counts;
        this.ticker = ticker;
        this.timeout = timeout;
        this.ageNanos = age.toNanos();
        this.longest = longest;
    }

    /**
     * When a page was asked for: it is not older than that.
     *
     * @param era how often pages had been forgotten before
     */
    private record Asked(long nanos, long era) {}

    private record Kept(BoardWindow window, int most, Listed listed, Asked asked) {
        boolean serves(BoardWindow wanted, int count) {
            return most >= count && window.equals(wanted);
        }

        /** Whether it is the same as long as its version is: what was missing may be back. */
        boolean isKnown(BoardWindow wanted, int count) {
            return serves(wanted, count) && listed.state() == Page.State.COMPLETE;
        }
    }

    private record Flight(BoardWindow window, int most, Asked asked, CompletableFuture<BoardReply> reply) {}

    /** Has what was asked for before now not be answered here any more. */
    void forget() {
        era.incrementAndGet();
    }

    /** Returns the first ones, of the window that runs. */
    Listed first(BoardWindow window, int most) {
        if (ageNanos == 0 || most > longest || most == 0) {
            return (Listed) asking.answer(new BoardStep.Top(window, most, -1));
        }
        Kept kept = byPeriod.get(window.period());
        if (kept != null && kept.serves(window, most) && isFresh(kept.asked())) {
            asking.checkOpen();
            counts.nearHits.increment();
            return cut(kept.listed(), most);
        }
        return cut(listed(asking.checked(wait(fly(window, most)))), most);
    }

    private boolean isFresh(Asked asked) {
        return asked.era() == era.get() && ticker.nanos() - asked.nanos() <= ageNanos;
    }

    private BoardReply wait(CompletableFuture<BoardReply> reply) {
        return asking.await(reply, timeout);
    }

    private static Listed listed(BoardReply reply) {
        return (Listed) reply;
    }

    private static Listed cut(Listed listed, int most) {
        if (listed.standings().size() <= most) {
            return listed;
        }
        return new Listed(
                List.copyOf(listed.standings().subList(0, most)), listed.total(), listed.version(), listed.state());
    }

    /** Asks, or goes with who asks already and does so late enough. */
    CompletableFuture<BoardReply> fly(BoardWindow window, int most) {
        Flight mine = new Flight(window, most, new Asked(ticker.nanos(), era.get()), new CompletableFuture<>());
        Flight other = flights.putIfAbsent(window.period(), mine);
        if (other != null) {
            boolean serves = other.window().equals(window) && other.most() >= most && isFresh(other.asked());
            return serves ? other.reply() : ask(mine, null);
        }
        Kept known = byPeriod.get(window.period());
        return ask(mine, known != null && known.isKnown(window, most) ? known : null)
                .whenComplete((reply, error) -> flights.remove(window.period(), mine));
    }

    private CompletableFuture<BoardReply> ask(Flight flight, @Nullable Kept known) {
        int most = known == null ? flight.most() : known.most();
        long version = known == null ? -1 : known.listed().version();
        asking.run(new BoardStep.Top(flight.window(), most, version)).whenComplete((reply, error) -> {
            if (error != null) {
                flight.reply().completeExceptionally(error);
            } else {
                flight.reply().complete(keep(flight, most, known, reply));
            }
        });
        return flight.reply();
    }

    private BoardReply keep(Flight flight, int most, @Nullable Kept known, BoardReply reply) {
        BoardReply now = reply;
        if (known != null && reply instanceof BoardReply.Unchanged unchanged) {
            Listed before = known.listed();
            now = new Listed(before.standings(), unchanged.total(), before.version(), before.state());
        }
        if (now instanceof Listed listed) {
            Kept next = new Kept(flight.window(), most, listed, flight.asked());
            byPeriod.merge(flight.window().period(), next, Tops::later);
        }
        return now;
    }

    private static Kept later(Kept one, Kept other) {
        return other.asked().nanos() - one.asked().nanos() >= 0 ? other : one;
    }
}
