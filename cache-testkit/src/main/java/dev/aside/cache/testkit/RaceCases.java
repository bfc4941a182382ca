package dev.aside.cache.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.route.CommitPosition;
import dev.aside.cache.route.EndpointRole;
import dev.aside.cache.spi.Slot;
import dev.aside.cache.spi.SlotKey;
import dev.aside.cache.spi.SlotStep;
import dev.aside.cache.spi.StepReply;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Many threads on one slot. */
abstract class RaceCases {

    private static final int THREADS = 4;
    private static final int ROUNDS = 50;
    private static final int OPERATIONS = 1_000;

    private final StoreUnderTest store;

    RaceCases(StoreUnderTest store) {
        this.store = store;
    }

    @Test
    void ofManyWhoAskForALeaseOneGetsIt() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            SlotKey key = store.freshKey(SlotKey.Kind.ENTRY);
            List<StepReply> replies =
                    together(number -> store.execute(new SlotStep.Lease(key, number + 1L, SlotCase.LONG, 0, false)));
            assertThat(replies).filteredOn(StepReply.Granted.class::isInstance).hasSize(1);
            assertThat(replies).filteredOn(StepReply.Busy.class::isInstance).hasSize(THREADS - 1);
        }
    }

    @Test
    void ofManyWhoClaimARefreshOneGetsIt() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            SlotCase slot = SlotCase.fresh(store).store();
            List<StepReply> replies =
                    together(number -> store.execute(new SlotStep.Claim(slot.key(), slot.stamp(), SlotCase.LONG)));
            assertThat(replies).filteredOn(StepReply.Granted.class::isInstance).hasSize(1);
        }
    }

    @Test
    void aWriterStoresItsValueOnlyIfNobodyElseWasOpen() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            Row row = new Row(store.freshKey(SlotKey.Kind.ENTRY));
            together(number -> row.writeThrough());
            row.checkAtRest();
        }
    }

    @Test
    void noAcknowledgedChangeIsLostWhateverHappensAtTheSameTime() throws Exception {
        List<Row> rows =
                List.of(new Row(store.freshKey(SlotKey.Kind.ENTRY)), new Row(store.freshKey(SlotKey.Kind.ENTRY)));
        together(number -> {
            SplittableRandom random = new SplittableRandom(number);
            for (int i = 0; i < OPERATIONS; i++) {
                rows.get(random.nextInt(rows.size())).act(random.nextInt(10));
            }
            return true;
        });
        for (Row row : rows) {
            row.checkAtRest();
        }
    }

    private interface Work<T> {
        T run(int number);
    }

    /** Runs the work on all threads, which start it at the same moment. */
    private static <T> List<T> together(Work<T> work) throws Exception {
        CyclicBarrier start = new CyclicBarrier(THREADS);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<T>> futures = new ArrayList<>();
            for (int number = 0; number < THREADS; number++) {
                int mine = number;
                Callable<T> call = () -> {
                    start.await(10, TimeUnit.SECONDS);
                    return work.run(mine);
                };
                futures.add(threads.submit(call));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> future : futures) {
                results.add(future.get(120, TimeUnit.SECONDS));
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }

    /** A row of a database that has no replicas, and the slot that caches it. */
    private final class Row {
        private final SlotKey key;
        private final AtomicLong version = new AtomicLong();
        private final AtomicLong acknowledged = new AtomicLong();

        Row(SlotKey key) {
            this.key = key;
        }

        void act(int choice) {
            switch (choice) {
                case 0, 1 -> writeThrough();
                case 2 -> changeAlone();
                case 3 -> rollBack();
                case 4 -> changeAndFence();
                case 5, 6, 7 -> load();
                default -> read();
            }
        }

        StepReply writeThrough() {
            long stamp = begin();
            long written = version.incrementAndGet();
            StepReply reply = store.execute(new SlotStep.End(
                    key, stamp, at(written), store.newStamp(), SlotCase.LONG, store.entry("" + written, at(written))));
            acknowledge(reply, written);
            return reply;
        }

        private void changeAlone() {
            long stamp = begin();
            long written = version.incrementAndGet();
            acknowledge(store.execute(new SlotStep.End(key, stamp, at(written), store.newStamp(), 0, null)), written);
        }

        private void rollBack() {
            assertThat(store.execute(new SlotStep.Undo(key, begin()))).isInstanceOf(StepReply.Applied.class);
        }

        private void changeAndFence() {
            long written = version.incrementAndGet();
            acknowledge(store.execute(new SlotStep.Fence(key, store.newStamp(), at(written))), written);
        }

        private long begin() {
            long stamp = store.newStamp();
            StepReply reply = store.execute(new SlotStep.Begin(key, stamp, SlotCase.LONG, at(acknowledged.get())));
            assertThat(reply).isInstanceOf(StepReply.Applied.class);
            return stamp;
        }

        private void acknowledge(StepReply reply, long written) {
            assertThat(reply).isInstanceOf(StepReply.Applied.class);
            acknowledged.accumulateAndGet(written, Math::max);
        }

        private void load() {
            long replaces = read();
            long stamp = store.newStamp();
            StepReply reply = store.execute(new SlotStep.Lease(key, stamp, SlotCase.LONG, replaces, false));
            if (reply instanceof StepReply.Granted granted) {
                long loaded = version.get();
                store.execute(new SlotStep.Fill(
                        key,
                        stamp,
                        granted.epoch(),
                        store.newStamp(),
                        SlotCase.LONG,
                        store.entry("" + loaded, at(loaded))));
            }
        }

        /** Reads, checks that no older value is seen than was acknowledged before, and returns the value's stamp. */
        private long read() {
            long least = acknowledged.get();
            StepReply reply = store.execute(new SlotStep.Read(key, EndpointRole.WRITER));
            assertThat(reply).isInstanceOf(StepReply.Seen.class);
            if (((StepReply.Seen) reply).slot() instanceof Slot.Value value) {
                assertThat(versionOf(value)).as("what a read sees").isGreaterThanOrEqualTo(least);
                return value.stamp();
            }
            return 0;
        }

        void checkAtRest() {
            StepReply reply = store.execute(new SlotStep.Read(key, EndpointRole.WRITER));
            if (((StepReply.Seen) reply).slot() instanceof Slot.Value value) {
                assertThat(versionOf(value)).as("the cache at rest").isEqualTo(version.get());
            }
        }

        private long versionOf(Slot.Value value) {
            return Long.parseLong(StoreUnderTest.textOf(value.entry().payload()));
        }

        private CommitPosition at(long place) {
            return CommitPosition.ordered("contract", place);
        }
    }
}
