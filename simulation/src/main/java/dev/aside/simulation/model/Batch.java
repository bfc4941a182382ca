package dev.aside.simulation.model;

import dev.aside.cache.spi.Scheduler;
import dev.aside.cache.spi.StepReply;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Steps that have been sent together, until they are answered or given up. */
final class Batch {
    private final CompletableFuture<List<StepReply>> answer = new CompletableFuture<>();
    private final int size;
    private Scheduler.@Nullable Scheduled timer;

    Batch(int size) {
        this.size = size;
    }

    CompletableFuture<List<StepReply>> answer() {
        return answer;
    }

    void expiry(Scheduler.Scheduled scheduled) {
        timer = scheduled;
    }

    /** Ends with the answers, unless it has ended. */
    void end(List<StepReply> replies) {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
        answer.complete(replies);
    }

    void giveUp(String why) {
        end(failed(size, StepReply.Outcome.UNKNOWN, why));
    }

    static List<StepReply> failed(int size, StepReply.Outcome outcome, String why) {
        StepReply failed = new StepReply.Failed(outcome, why);
        List<StepReply> replies = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            replies.add(failed);
        }
        return replies;
    }
}
