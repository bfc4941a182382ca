package dev.aside.cache.redis;

import dev.aside.cache.redis.StepCommand.Steps;
import dev.aside.cache.route.CommitPosition;
import dev.aside.cache.spi.DecodedSlot;
import dev.aside.cache.spi.Entry;
import dev.aside.cache.spi.Slot;
import dev.aside.cache.spi.SlotFormat;
import dev.aside.cache.spi.SlotKey;
import dev.aside.cache.spi.SlotStep;
import dev.aside.cache.spi.StepReply;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What the server's answer to a command means for its step. */
final class Answers {

    /*
     * Bytes that are no slot
     * ----------------------
     * A read of them sees nothing, so whoever wants the value loads. Of another version: a change of the key places its fence
     * over them, but a load passes by and stores nothing, so that the newer nodes of a rolling upgrade keep what is theirs.
     * Damaged, or another key's: the next lease takes their place, with the floor that only the database's writer satisfies,
     * since what they would have said of it is lost.
     */

    private static final int STAMP_AT = 2;
    private static final int UNTIL_AT = 10;
    private static final int CLAIMED_AT = 18;
    private static final int ENTRY_AT = 26;
    private static final StepReply APPLIED = new StepReply.Applied(false);
    private static final StepReply STORED = new StepReply.Applied(true);
    private static final StepReply PASS = new StepReply.Open(CommitPosition.UNKNOWN);
    private static final byte[] NOTHING = {};

    private Answers() {}

    /** An answer that makes no sense belongs to another command, and so may those that follow. */
    static void take(Steps steps, int index, StepCommand command) {
        if (!fits(steps.step(index), command)) {
            steps.wire().broken();
            steps.answer(index, Failures.unknown("redis answers with what makes no sense"));
        } else if (command.shape() == Command.Shape.NUMBER) {
            steps.answer(index, done(command.number()));
        } else {
            take(steps, index, command, command.bytes());
        }
    }

    private static boolean fits(SlotStep step, StepCommand command) {
        long number = command.number();
        boolean isNumber = command.shape() == Command.Shape.NUMBER;
        if (step instanceof SlotStep.Fill) {
            return isNumber && (number == 2 || number == 0);
        } else if (step instanceof SlotStep.Release) {
            return isNumber && (number == 1 || number == 0);
        } else if (step instanceof SlotStep.End) {
            return isNumber && (number == 1 || number == 2);
        } else if (step instanceof SlotStep.Claim) {
            return isNumber ? number == 0 : isLong(command, 9);
        } else if (step instanceof SlotStep.Token) {
            return command.shape() == Command.Shape.BYTES && (command.script() == null || isLong(command, 10));
        } else if (step instanceof SlotStep.Read || step instanceof SlotStep.Lease) {
            return command.shape() == Command.Shape.BYTES && (command.script() == null || isLong(command, 1));
        }
        return isNumber && number == 1;
    }

    private static boolean isLong(StepCommand command, int least) {
        byte[] bytes = command.bytes();
        return command.shape() == Command.Shape.BYTES && bytes != null && bytes.length >= least;
    }

    private static void take(Steps steps, int index, StepCommand command, byte @Nullable [] bytes) {
        SlotStep step = steps.step(index);
        byte[] some = bytes == null ? NOTHING : bytes;
        if (command.isReadBack()) {
            readBack(steps, index, some);
        } else if (step instanceof SlotStep.Lease lease) {
            if (command.script() == null) {
                placed(steps, index, lease, bytes);
            } else {
                leased(steps, index, lease, command, some);
            }
        } else if (step instanceof SlotStep.Claim) {
            steps.answer(index, claimed(steps, step.key(), some));
        } else if (step instanceof SlotStep.Token) {
            token(steps, index, command, some);
        } else {
            Slot slot = seen(steps, step.key(), bytes);
            steps.answer(index, new StepReply.Seen(slot, steps.feedEpoch(), steps.epoch()));
        }
    }

    private static @Nullable Slot seen(Steps steps, SlotKey key, byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        DecodedSlot decoded = SlotFormat.decode(key, bytes);
        if (decoded == DecodedSlot.Unreadable.OTHER_KEY) {
            steps.wire().broken(); // answers may have gone to others' commands, and only a value would show it
        }
        Slot slot = decoded instanceof DecodedSlot.Whole whole ? whole.slot() : null;
        if (slot instanceof Slot.Fence || slot instanceof Slot.Lease) {
            steps.slots().hints().saw(key);
        }
        return slot;
    }

    /** What is stored under the fill's own stamp is what the fill has brought. Anything else is read as a whole. */
    private static void readBack(Steps steps, int index, byte[] head) {
        SlotStep.Fill fill = (SlotStep.Fill) steps.step(index - 1);
        if (head.length == 0) {
            steps.answer(index, new StepReply.Seen(null, steps.feedEpoch(), steps.epoch()));
        } else if (head.length == ENTRY_AT && head[1] == 'V' && stampOf(head) == fill.stamp()) {
            ByteBuffer times = ByteBuffer.wrap(head);
            Slot value = new Slot.Value(fill.stamp(), times.getLong(UNTIL_AT), times.getLong(CLAIMED_AT), fill.entry());
            steps.answer(index, new StepReply.Seen(value, steps.feedEpoch(), steps.epoch()));
        } else {
            steps.again(index, StepCommand.get(steps, index));
        }
    }

    private static @Nullable Slot slot(SlotKey key, byte @Nullable [] bytes) {
        return bytes != null && SlotFormat.decode(key, bytes) instanceof DecodedSlot.Whole whole ? whole.slot() : null;
    }

    private static StepReply done(long number) {
        if (number == 2) {
            return STORED;
        }
        return number == 1 ? APPLIED : StepReply.Refused.INSTANCE;
    }

    /** The lease was placed if there was nothing; else a script has the last word on all but a value and another's lease. */
    private static void placed(Steps steps, int index, SlotStep.Lease step, byte @Nullable [] before) {
        if (before == null) {
            steps.answer(index, new StepReply.Granted(CommitPosition.NONE, null, steps.epoch()));
            return;
        }
        DecodedSlot decoded = SlotFormat.decode(step.key(), before);
        long now = steps.wire().millis();
        if (decoded instanceof DecodedSlot.Whole whole && whole.slot() instanceof Slot.Value value) {
            steps.answer(index, new StepReply.Present(value, -1, steps.epoch()));
        } else if (decoded instanceof DecodedSlot.Whole whole
                && whole.slot() instanceof Slot.Lease held
                && now < held.deadlineMillis()) {
            steps.answer(index, busy(held, now));
        } else if (decoded == DecodedSlot.Unreadable.DAMAGED || decoded == DecodedSlot.Unreadable.OTHER_KEY) {
            steps.again(index, StepCommand.lease(steps, index, stampOf(before), StepCommand.DAMAGED));
        } else {
            steps.again(index, StepCommand.lease(steps, index, 0, StepCommand.DEAD));
        }
    }

    private static StepReply busy(Slot.Lease held, long now) {
        return new StepReply.Busy(held.floor(), Math.max(held.deadlineMillis() - now, 1), held.last());
    }

    private static long stampOf(byte[] slot) {
        return slot.length < STAMP_AT + Long.BYTES ? 0 : ByteBuffer.wrap(slot).getLong(STAMP_AT);
    }

    private static void leased(Steps steps, int index, SlotStep.Lease step, StepCommand command, byte[] answer) {
        switch (answer[0]) {
            case 'G' -> steps.answer(index, granted(steps, slot(step.key(), from(answer, 1))));
            case 'B' -> {
                long now = answer.length < 9 ? 0 : ByteBuffer.wrap(answer).getLong(1);
                Slot held = slot(step.key(), from(answer, 9));
                steps.answer(index, held instanceof Slot.Lease lease ? held(steps, step, command, lease, now) : PASS);
            }
            case 'P' -> present(steps, index, step, from(answer, 1));
            default -> {
                Slot open = slot(step.key(), from(answer, 1));
                steps.answer(index, open instanceof Slot.Fence fence ? new StepReply.Open(fence.floor()) : PASS);
            }
        }
    }

    /** Where the first answer belonged to another key, it may have been another command's, and the lease placed all the same. */
    private static StepReply held(Steps steps, SlotStep.Lease step, StepCommand command, Slot.Lease held, long now) {
        boolean mine = command.looksAgain() && held.stamp() == step.stamp();
        return mine ? granted(steps, held) : busy(held, now);
    }

    private static StepReply granted(Steps steps, @Nullable Slot placed) {
        return placed instanceof Slot.Lease lease
                ? new StepReply.Granted(lease.floor(), lease.last(), steps.epoch())
                : new StepReply.Granted(CommitPosition.UNKNOWN, null, steps.epoch());
    }

    private static void present(Steps steps, int index, SlotStep.Lease step, byte[] bytes) {
        if (slot(step.key(), bytes) instanceof Slot.Value value) {
            steps.answer(index, new StepReply.Present(value, steps.feedEpoch(), steps.epoch()));
        } else {
            steps.again(index, StepCommand.lease(steps, index, stampOf(bytes), StepCommand.DAMAGED));
        }
    }

    private static StepReply claimed(Steps steps, SlotKey key, byte[] answer) {
        boolean isBusy = answer[0] == 'B';
        if (!(slot(key, from(answer, isBusy ? 9 : 1)) instanceof Slot.Value value)) {
            return StepReply.Refused.INSTANCE;
        }
        Entry entry = value.entry();
        return isBusy
                ? new StepReply.Busy(entry.source(), ByteBuffer.wrap(answer).getLong(1), entry)
                : new StepReply.Granted(entry.source(), entry, steps.epoch());
    }

    private static void token(Steps steps, int index, StepCommand command, byte[] answer) {
        if (command.script() == null) {
            tokenRead(steps, index, answer);
        } else {
            long id = ByteBuffer.wrap(answer).getLong(0);
            steps.answer(index, new StepReply.TokenSeen(id, CommitPosition.decode(from(answer, 9)), answer[8] != 0));
        }
    }

    /** A token that is not there, or not for long, or is being changed is left to the script. */
    private static void tokenRead(Steps steps, int index, byte[] answer) {
        SlotStep.Token step = (SlotStep.Token) steps.step(index);
        TokenImages.Image image = steps.slots().tokens().of(step.key(), answer);
        if (image != null && image.untilMillis() - steps.wire().millis() >= step.lifeMillis()) {
            steps.answer(index, image.means());
        } else {
            steps.again(index, StepCommand.script(steps, index, Script.TOKEN));
        }
    }

    private static byte[] from(byte[] bytes, int start) {
        return start >= bytes.length ? NOTHING : Arrays.copyOfRange(bytes, start, bytes.length);
    }
}
