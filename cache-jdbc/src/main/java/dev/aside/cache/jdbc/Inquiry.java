package dev.aside.cache.jdbc;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A question that many may have at the same time: whoever came before it was asked shares its answer, so that nobody waits for more than
 * two, that which was under way when he came and his own.
 */
final class Inquiry<A> {

    private final ReentrantLock lock = new ReentrantLock();
    private final Supplier<@Nullable A> question;
    private volatile long asked;
    private @Nullable A answer;

    Inquiry(Supplier<@Nullable A> question) {
        this.question = question;
    }

    /** Returns what is answered to a question that is asked from now on. */
    @Nullable
    A answer() {
        long before = asked;
        lock.lock();
        try {
            if (asked == before) {
                asked = before + 1;
                answer = null;
                answer = question.get();
            }
            return answer;
        } finally {
            lock.unlock();
        }
    }
}
