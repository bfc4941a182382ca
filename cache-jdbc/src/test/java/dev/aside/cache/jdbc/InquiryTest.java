package dev.aside.cache.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class InquiryTest {

    private final AtomicInteger asked = new AtomicInteger();
    private final CountDownLatch first = new CountDownLatch(1);
    private final Inquiry<Integer> inquiry = new Inquiry<>(this::ask);

    private Integer ask() {
        int number = asked.incrementAndGet();
        if (number == 1) {
            Shop.await(() -> first.getCount() == 0, first);
        }
        return number;
    }

    /** Whoever comes while it is asked may know of something that is newer than its answer. */
    @Test
    void whoeverWaits_sharesTheNextAnswer_andNotTheOneThatIsUnderWay() throws Exception {
        FutureTask<Integer> early = start();
        Shop.await(() -> asked.get() == 1, asked);
        List<FutureTask<Integer>> waiting = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            waiting.add(start());
        }
        first.countDown();
        assertThat(early.get(10, TimeUnit.SECONDS)).isOne();
        for (FutureTask<Integer> one : waiting) {
            assertThat(one.get(10, TimeUnit.SECONDS)).isEqualTo(2);
        }
        assertThat(inquiry.answer()).as("asked anew").isEqualTo(3);
    }

    /** Returns once it asks, or waits for who does. */
    private FutureTask<Integer> start() {
        FutureTask<Integer> task = new FutureTask<>(inquiry::answer);
        Thread thread = new Thread(task);
        thread.start();
        Shop.await(
                () -> thread.getState() == Thread.State.WAITING || thread.getState() == Thread.State.TIMED_WAITING,
                thread);
        return task;
    }
}
