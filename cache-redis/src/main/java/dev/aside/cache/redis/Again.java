package dev.aside.cache.redis;

import dev.aside.cache.spi.SlotKey;
import dev.aside.cache.spi.SlotStep;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What of a batch is to be sent once more, in the order of its steps. Used by one thread at a time. */
final class Again {

    private final List<SlotStep> steps;
    private final List<StepCommand> commands = new ArrayList<>();
    private final Set<Script> missing = EnumSet.noneOf(Script.class);

    Again(List<SlotStep> steps) {
        this.steps = steps;
    }

    void add(StepCommand command) {
        commands.add(command);
    }

    void isMissing(Script script) {
        missing.add(script);
    }

    List<StepCommand> commands() {
        return commands;
    }

    /** Returns the scripts that the server has not got. */
    Set<Script> missing() {
        return missing;
    }

    /** Returns whether an earlier step on the same slot is among these. */
    boolean isOvertakenBy(int index) {
        SlotKey key = steps.get(index).key();
        for (StepCommand earlier : commands) {
            if (earlier.index() < index && steps.get(earlier.index()).key().equals(key)) {
                return true;
            }
        }
        return false;
    }

    /** Takes back all on the slot of a step; returns which steps they are. */
    List<Integer> withdraw(int index) {
        SlotKey key = steps.get(index).key();
        List<Integer> withdrawn = new ArrayList<>();
        commands.removeIf(command -> {
            boolean late = steps.get(command.index()).key().equals(key);
            if (late) {
                withdrawn.add(command.index());
            }
            return late;
        });
        return withdrawn;
    }
}
