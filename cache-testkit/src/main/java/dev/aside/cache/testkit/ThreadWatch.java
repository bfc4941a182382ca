package dev.aside.cache.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Which threads have appeared while tests ran. Nobody can tell which of several tests that run at once has started a thread,
 * so the question is asked when the last of them has ended, and about all of them.
 */
final class ThreadWatch {

    /** What a thread that was told to end may take for it. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final String OURS = "aside-";
    /** Its own threads, such as the one that watches a time-out, go on for the tests that follow. */
    private static final String JUNIT = "junit-";

    private static final ReentrantLock LOCK = new ReentrantLock();
    private static @Nullable Set<Thread> before;
    private static List<String> tests = new ArrayList<>();
    private static int running;

    private ThreadWatch() {}

    /** What some tests, most often one, have left. */
    record Left(List<String> tests, List<Thread> threads) {}

    /** Notes which threads there are, unless tests are under way that have done so. */
    static void look() {
        LOCK.lock();
        try {
            if (running == 0) {
                before = Thread.getAllStackTraces().keySet();
            }
        } finally {
            LOCK.unlock();
        }
    }

    static void enter(String test) {
        LOCK.lock();
        try {
            if (before == null) {
                before = Thread.getAllStackTraces().keySet();
            }
            running++;
            tests.add(test);
        } finally {
            LOCK.unlock();
        }
    }

    /** Returns what is left once the last test has ended; nothing before that. Waits for threads that are ending. */
    static Left leave() {
        List<String> ended;
        List<Thread> suspects;
        LOCK.lock();
        try {
            if (--running > 0) {
                return new Left(List.of(), List.of());
            }
            ended = tests;
            suspects = suspects(before == null ? Set.of() : before);
            tests = new ArrayList<>();
            before = null;
        } finally {
            LOCK.unlock();
        }
        return new Left(ended, survivors(suspects));
    }

    private static List<Thread> suspects(Set<Thread> known) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !known.contains(thread))
                .filter(thread -> !thread.isDaemon() || isOurs(thread))
                .filter(thread -> !thread.getName().startsWith(JUNIT))
                .toList();
    }

    static boolean isOurs(Thread thread) {
        return thread.getName().startsWith(OURS);
    }

    private static List<Thread> survivors(List<Thread> suspects) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        for (Thread suspect : suspects) {
            long left = Math.max(1, (deadline - System.nanoTime()) / 1_000_000);
            try {
                suspect.join(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        return suspects.stream().filter(Thread::isAlive).toList();
    }
}
