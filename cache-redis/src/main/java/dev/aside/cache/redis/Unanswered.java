package dev.aside.cache.redis;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** How much has been given to a server that is not answered yet, and how much of that there may be. */
final class Unanswered {

    /** Below this a command's own objects weigh more than what it carries. */
    private static final int LIGHT = 4_096;

    private final int maximumCommands;
    private final long maximumBytes;
    private final AtomicInteger commands = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();

    Unanswered(int maximumCommands, long maximumBytes) {
        this.maximumCommands = maximumCommands;
        this.maximumBytes = maximumBytes;
    }

    /** Returns whether so many more commands may be sent. A batch of any size may be sent when nothing else is under way. */
    boolean admits(int more) {
        return admits(0, more);
    }

    /** Returns the same behind so many commands that have not been given to the server yet. */
    boolean admits(int ahead, int more) {
        int now = commands.get() + ahead;
        return (now == 0 || now + more <= maximumCommands) && bytes.get() <= maximumBytes;
    }

    int size() {
        return commands.get();
    }

    void add(List<? extends Command> wave) {
        commands.addAndGet(wave.size());
        for (Command command : wave) {
            if (command.weight() > LIGHT) {
                bytes.addAndGet(command.weight());
            }
        }
    }

    void remove(Command command) {
        commands.decrementAndGet();
        if (command.weight() > LIGHT) {
            bytes.addAndGet(-command.weight());
        }
    }
}
