package dev.aside.cache.jdbc;

import dev.aside.cache.route.ChangeFeed;
import dev.aside.cache.route.ChangeRecord;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The caches of this process that keep copies, and hear of each other's changes by a channel. */
final class Hearers implements ChangeFeed {

    private static final System.Logger LOGGER = System.getLogger(Hearers.class.getName());

    private final Herald herald;
    private final Supplier<Long> random;
    private final List<Seat> seats = new CopyOnWriteArrayList<>();

    Hearers(Herald herald, Supplier<Long> random) {
        this.herald = herald;
        this.random = random;
    }

    /** One of them, and by what name it says what it has changed: it need not hear that again. */
    final class Seat implements Voice, Announcements.Speaker {
        private final String who = Long.toHexString(random.get());
        private final String cache;
        private final Hearer hearer;
        private final Duration proofEvery;

        Seat(String cache, Hearer hearer, Duration proofEvery) {
            this.cache = cache;
            this.hearer = hearer;
            this.proofEvery = proofEvery;
        }

        @Override
        public List<String> payloads(List<ChangeRecord> changes) {
            return Payloads.of(who, cache, changes);
        }

        @Override
        public CompletionStage<Boolean> tell(List<ChangeRecord> changes) {
            return herald.tell(payloads(changes));
        }

        @Override
        public void close() {
            seats.remove(this);
        }
    }

    @Override
    public Voice join(String cache, Hearer hearer, Duration proofEvery) {
        Seat seat = new Seat(cache, hearer, proofEvery);
        seats.add(seat);
        return seat;
    }

    boolean isEmpty() {
        return seats.isEmpty();
    }

    /** Returns how often somebody wants it to be proven that everything is heard, or the longest if nobody wants it more often. */
    Duration proofEvery(Duration longest) {
        Duration shortest = longest;
        for (Seat seat : seats) {
            shortest = seat.proofEvery.compareTo(shortest) < 0 ? seat.proofEvery : shortest;
        }
        return shortest;
    }

    /** A process says that it has changed something. What cannot be read may be anything. */
    void heard(String payload) {
        Payloads.Near near = Payloads.near(payload);
        if (near == null) {
            lost();
            return;
        }
        for (Seat seat : seats) {
            if (seat.cache.equals(near.cache()) && !seat.who.equals(near.who())) {
                tell(seat, hearer -> hearer.changed(near.changes()));
            }
        }
    }

    void lost() {
        tellAll(Hearer::lost);
    }

    void asked() {
        tellAll(Hearer::asked);
    }

    void proven() {
        tellAll(Hearer::proven);
    }

    private void tellAll(Consumer<Hearer> what) {
        seats.forEach(seat -> tell(seat, what));
    }

    /** What one of them throws concerns no other; and who does has heard nothing for certain. */
    private static void tell(Seat seat, Consumer<Hearer> what) {
        try {
            what.accept(seat.hearer);
        } catch (RuntimeException e) {
            LOGGER.log(Level.WARNING, seat.cache + ": what others have changed could not be heard", e);
        }
    }
}
