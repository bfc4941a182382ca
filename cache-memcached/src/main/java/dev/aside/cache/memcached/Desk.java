package dev.aside.cache.memcached;

import dev.aside.cache.leaderboard.Score;
import dev.aside.cache.spi.BoardStep;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where this process's changes of a board wait, and are made in their order: one after another, but for submissions in a row of
 * different members, which are made together. So the steps of one process never take cards and sheets from each other, and the more come at
 * once, the fewer trips each costs.
 */
final class Desk {

    /** So many submissions are made together, if nothing speaks against it. */
    static final int TOGETHER = 256;

    private final Function<List<Errand>, CompletableFuture<?>> work;
    private final int maximum;
    private final int together;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Errand> waiting = new ArrayDeque<>();
    private boolean busy;

    /**
     * @param maximum how many may wait
     * @param together how many submissions are made together at most
     * @param work does some that are made together, and ends when they are answered; never fails
     */
    Desk(int maximum, int together, Function<List<Errand>, CompletableFuture<?>> work) {
        this.maximum = maximum;
        this.together = together;
        this.work = work;
    }

    /** Takes changes, which are made in this order. Those that find too many before them are not made. */
    void enter(List<Errand> errands) {
        List<Errand> tooMany = new ArrayList<>();
        lock.lock();
        try {
            for (Errand errand : errands) {
                (waiting.size() < maximum ? waiting : tooMany).add(errand);
            }
        } finally {
            lock.unlock();
        }
        tooMany.forEach(errand -> errand.giveUp("too many changes of the board wait for memcached"));
        drive();
    }

    private void drive() {
        for (List<Errand> next = next(); !next.isEmpty(); next = next()) {
            CompletableFuture<?> run = work.apply(next);
            if (!run.isDone()) {
                run.whenComplete((done, error) -> {
                    free();
                    drive();
                });
                return;
            }
            free();
        }
    }

    private void free() {
        lock.lock();
        try {
            busy = false;
        } finally {
            lock.unlock();
        }
    }

    /** Returns what is to be done now; nothing while something is being done. */
    private List<Errand> next() {
        lock.lock();
        try {
            List<Errand> group = busy ? List.of() : group();
            busy |= !group.isEmpty();
            return group;
        } finally {
            lock.unlock();
        }
    }

    private List<Errand> group() {
        List<Errand> group = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        for (Errand first = first(); first != null && group.size() < together; first = first()) {
            boolean isSubmit = first.step() instanceof BoardStep.Submit;
            if (!group.isEmpty() && !(isSubmit && joins(first, taken))) {
                return group;
            }
            group.add(waiting.remove());
            if (!isSubmit) {
                return group;
            } else if (group.size() == 1) {
                boolean unused = joins(first, taken);
            }
        }
        return group;
    }

    /** Returns who has waited longest, without those for whom nobody waits any more. */
    private @Nullable Errand first() {
        while (!waiting.isEmpty() && waiting.element().isOver()) {
            waiting.remove();
        }
        return waiting.peek();
    }

    /** Returns whether it has neither a member nor an operation of those who are made together with it. */
    private static boolean joins(Errand errand, Set<String> taken) {
        Score score = ((BoardStep.Submit) errand.step()).score();
        String operation = score.operation();
        return taken.add("m" + score.member()) && (operation == null || taken.add("o" + operation));
    }
}
