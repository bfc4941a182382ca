package dev.aside.cache.testkit;

import dev.aside.cache.spi.SlotStep;
import dev.aside.cache.spi.StepReply;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** What the stores of one node share: the server, the way there, and what has been sent by it. */
final class NodeState {

    private final ServerSlots server;
    private final Link link;
    private final AtomicLong epoch = new AtomicLong(1);
    private final LongAdder batches = new LongAdder();
    private final ConcurrentMap<Class<?>, LongAdder> steps = new ConcurrentHashMap<>();
    private final List<Answered> answered = new CopyOnWriteArrayList<>();

    /** Told of each step that was answered, on whichever thread brought the answer. */
    interface Answered {
        void answered(String cacheName, SlotStep step, StepReply reply);
    }

    NodeState(ServerSlots server, Link link) {
        this.server = server;
        this.link = link;
    }

    ServerSlots server() {
        return server;
    }

    Link link() {
        return link;
    }

    long epoch() {
        return epoch.get();
    }

    /** The connection is another. */
    void nextEpoch() {
        epoch.incrementAndGet();
    }

    void sent(List<SlotStep> batch) {
        batches.increment();
        for (SlotStep step : batch) {
            steps.computeIfAbsent(step.getClass(), kind -> new LongAdder()).increment();
        }
    }

    long batches() {
        return batches.sum();
    }

    long steps(Class<? extends SlotStep> kind) {
        LongAdder count = steps.get(kind);
        return count == null ? 0 : count.sum();
    }

    void onAnswered(Answered listener) {
        answered.add(listener);
    }

    void answered(String cacheName, List<SlotStep> steps, List<StepReply> replies) {
        for (Answered listener : answered) {
            for (int i = 0; i < steps.size(); i++) {
                listener.answered(cacheName, steps.get(i), replies.get(i));
            }
        }
    }
}
