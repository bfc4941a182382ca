package dev.aside.cache.local.engine;

import dev.aside.cache.route.ChangeFeed;
import dev.aside.cache.route.ChangeRecord;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What nodes say to each other by a database, and hear when a test says. */
final class FakeFeed implements ChangeFeed {

    /** One node. */
    final class Seat implements Voice {
        final String cache;
        final Hearer hearer;
        private final Deque<List<ChangeRecord>> unheard = new ArrayDeque<>();

        private Seat(String cache, Hearer hearer) {
            this.cache = cache;
            this.hearer = hearer;
        }

        @Override
        public CompletionStage<Boolean> tell(List<ChangeRecord> changes) {
            CompletableFuture<Boolean> accepted = new CompletableFuture<>();
            Runnable now = () -> {
                say(this, changes);
                accepted.complete(true);
            };
            switch (takes) {
                case AT_ONCE -> now.run();
                case LATER -> later.add(now);
                case NEVER -> accepted.complete(false);
            }
            return accepted;
        }

        /** It listens anew: what was said and not heard is lost. */
        void listensAnew() {
            unheard.clear();
            hearer.lost();
        }

        /** It is asked, and has heard everything when it has answered. */
        void proves() {
            hearer.asked();
            hears();
            hearer.proven();
        }

        void hears() {
            while (!unheard.isEmpty()) {
                hearer.changed(unheard.remove());
            }
        }

        @Override
        public void close() {
            seats.remove(this);
        }
    }

    /** When the database takes what is said. */
    enum Takes {
        AT_ONCE,
        LATER,
        NEVER
    }

    final List<Seat> seats = new ArrayList<>();
    final List<List<ChangeRecord>> told = new ArrayList<>();
    final Deque<Runnable> later = new ArrayDeque<>();
    Takes takes = Takes.AT_ONCE;
    boolean isLate;

    @Override
    public Voice join(String cache, Hearer hearer, Duration proofEvery) {
        Seat seat = new Seat(cache, hearer);
        seats.add(seat);
        return seat;
    }

    /** Somebody says something. */
    void say(@Nullable Voice who, List<ChangeRecord> changes) {
        told.add(changes);
        for (Seat seat : seats) {
            if (seat != who) {
                seat.unheard.add(changes);
                if (!isLate) {
                    seat.hears();
                }
            }
        }
    }

    void allProve() {
        seats.forEach(Seat::proves);
    }
}
