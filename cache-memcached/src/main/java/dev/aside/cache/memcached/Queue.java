package dev.aside.cache.memcached;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** How much has been given to one connection that is not answered yet, and how much of that there may be. */
final class Queue {

    private final int maximumCommands;
    private final long maximumBytes;
    private final AtomicInteger commands = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();

    /** Set by the connection's thread, which need not be seen at once. */
    private final AtomicLong answers = new AtomicLong();

    Queue(int maximumCommands, long maximumBytes) {
        this.maximumCommands = maximumCommands;
        this.maximumBytes = maximumBytes;
    }

    /** Returns whether so many more commands may be sent. What belongs together may be sent when nothing else is under way. */
    boolean admits(int more) {
        int now = commands.get();
        return (now == 0 || now + more <= maximumCommands) && bytes.get() <= maximumBytes;
    }

    void add(int weight) {
        commands.incrementAndGet();
        bytes.addAndGet(weight);
    }

    /** Returns a number that changes while commands are answered. */
    long answers() {
        return answers.get();
    }

    void remove(int weight) {
        answers.lazySet(answers.getPlain() + 1);
        commands.decrementAndGet();
        bytes.addAndGet(-weight);
    }
}
