package dev.aside.cache.memcached;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** One command to one node, and its answer: a look changes nothing, and of a change that is not answered nothing is known. */
final class Exchange implements Wire.Part {

    /** Sends the command. */
    interface Command {
        void send(Wire by, BiConsumer<Fate, Map<String, Item>> then);
    }

    /**
     * What a server has said.
     *
     * @param isDone whether it did what it was told
     * @param items what it holds
     */
    record Answer(boolean isDone, Map<String, Item> items) {}

    private final boolean isChange;
    private final Command command;
    private final CompletableFuture<Answer> answer = new CompletableFuture<>();
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile boolean sent;
    private volatile @Nullable Wire wire;

    Exchange(boolean isChange, Command command) {
        this.isChange = isChange;
        this.command = command;
    }

    /** Returns the answer; one that there is not is a {@link Stop}. */
    CompletableFuture<Answer> answer() {
        return answer;
    }

    @Override
    public int size() {
        return 1;
    }

    @Override
    public void start(Wire by) {
        wire = by;
        if (ended.get()) {
            by.over(this);
        } else {
            sent = true;
            command.send(by, this::answered);
        }
    }

    private void answered(Fate fate, Map<String, Item> items) {
        if (fate == Fate.NOT_SENT) {
            sent = false;
            giveUp(Failures.LOST);
        } else if (fate == Fate.REFUSED) {
            giveUp(Failures.ERROR);
        } else if (ended.compareAndSet(false, true)) {
            over();
            answer.complete(new Answer(fate == Fate.DONE, items));
        }
    }

    @Override
    public void giveUp(String why) {
        if (ended.compareAndSet(false, true)) {
            over();
            boolean mayBeDone = isChange && sent;
            answer.completeExceptionally(Stop.of(mayBeDone ? Failures.unknown(why) : Failures.notApplied(why)));
        }
    }

    private void over() {
        Wire mine = wire;
        if (mine != null) {
            mine.over(this);
        }
    }
}
