package dev.aside.cache.redis;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which commands of one flush need not be sent: those that nobody waits for any more, the second read of a token, and those that
 * go with the command right before them, as one script. All who read a token in one flush have asked before it was sent, so one
 * answer is as good for all of them. A command that may change a slot ends that: who asks behind it may count on being behind it.
 * Used on the connection's thread.
 */
final class Doubles {

    /** More different tokens than that are sent as they come. */
    private static final int MOST = 8;

    private final List<Command> tokens = new ArrayList<>(MOST);
    private @Nullable Command latest;

    /** Looks at the next command; returns whether it is not to be sent. */
    boolean takes(Command command) {
        if (command.isDone()) {
            return true;
        } else if (command.isTokenRead()) {
            return rides(command);
        } else if (!command.isRead()) {
            tokens.clear();
        }
        return goesWithLatest(command);
    }

    private boolean goesWithLatest(Command command) {
        Command before = latest;
        if (before != null && before.joins(command)) {
            return true;
        }
        latest = command;
        return false;
    }

    private boolean rides(Command command) {
        for (Command earlier : tokens) {
            if (earlier.asksSame(command)) {
                boolean unused = earlier.takeAlong(command);
                return true;
            }
        }
        if (tokens.size() < MOST) {
            tokens.add(command);
        }
        latest = null;
        return false;
    }

    void forget() {
        latest = null;
        tokens.clear();
    }
}
