package dev.aside.cache.redis;

import dev.aside.cache.spi.SlotStep;
import dev.aside.cache.spi.StepReply;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The steps of one call on slots. Most are answered by their first command. What the server has surely not done is sent once more:
 * a script that it did not know, a lease that only a script can take, a value that it has no room for.
 */
final class Batch extends Pending<SlotStep, StepReply> implements StepCommand.Steps {

    /*
     * Two steps on one slot
     * ---------------------
     * They run in the order given, and a step that is sent again runs later than the order says. So when one has to be, and a
     * later one on its slot has been done meanwhile, it is not: it is answered as not applied, which is true. A later read is
     * sent again behind it. The server answers in order, so it is known of every answer whether an earlier step is to be sent
     * again. Leases of such batches take the script at once, so that this is left to servers that have lost their scripts.
     */

    private static final int MAX_WAVES = 4;

    private final Slots slots;
    private @Nullable Again again;

    Batch(Slots slots, List<SlotStep> steps, long deadlineNanos) {
        super(slots.feed(), steps, deadlineNanos);
        this.slots = slots;
    }

    @Override
    public Slots slots() {
        return slots;
    }

    @Override
    StepReply failed(StepReply.Failed reply) {
        return reply;
    }

    /** What can be answered here is not sent. */
    @Override
    void begin() {
        boolean apart = Commands.areApart(all());
        for (int i = 0; i < size(); i++) {
            StepCommand command = command(i, apart);
            if (command != null) {
                becomes(i, command);
            }
        }
        dispatch(Set.of(), commands());
    }

    private @Nullable StepCommand command(int index, boolean apart) {
        try {
            StepCommand command = Commands.first(this, index, apart);
            if (command == null) {
                settle(index, StepReply.Refused.INSTANCE);
            }
            return command;
        } catch (IllegalArgumentException | IllegalStateException e) {
            settle(index, Failures.notApplied("refused: " + e.getMessage()));
            return null;
        }
    }

    @Override
    public void answered(int index, StepCommand command) {
        String error = command.getError();
        if (error == null) {
            Answers.take(this, index, command);
        } else {
            refused(index, command, error);
        }
    }

    @Override
    public void answer(int index, StepReply reply) {
        Again later = again;
        if (later != null && later.isOvertakenBy(index)) {
            if (step(index) instanceof SlotStep.Read) {
                again(index, StepCommand.get(this, index));
                return;
            }
            later.withdraw(index).forEach(late -> settle(late, Failures.notApplied("a later step came first")));
        }
        settle(index, reply);
        cameBack();
    }

    @Override
    public void again(int index, StepCommand command) {
        if (mayAskAgain(MAX_WAVES)) {
            becomes(index, command);
            again().add(command);
        } else {
            settle(index, Failures.notApplied("redis is asked in vain"));
        }
        cameBack();
    }

    private Again again() {
        Again later = again;
        if (later == null) {
            later = new Again(all());
            again = later;
        }
        return later;
    }

    /** The server has answered with an error. */
    private void refused(int index, StepCommand command, String error) {
        Script script = command.script();
        String code = Failures.code(error);
        wire().refused(code);
        if (script != null && code.equals("NOSCRIPT")) {
            again().isMissing(script);
            again(index, command.anew());
        } else if (script == Script.END_WITH_VALUE && code.equals("OOM")) {
            again(index, StepCommand.script(this, index, Script.END));
        } else {
            answer(index, Failures.of(error));
        }
    }

    @Override
    void goOn() {
        Again later = again;
        again = null;
        if (later == null) {
            finish();
        } else {
            dispatch(later.missing(), later.commands());
        }
    }
}
