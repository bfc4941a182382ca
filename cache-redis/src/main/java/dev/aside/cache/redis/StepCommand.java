package dev.aside.cache.redis;

import dev.aside.cache.route.CommitPosition;
import dev.aside.cache.spi.Slot;
import dev.aside.cache.spi.SlotFormat;
import dev.aside.cache.spi.SlotKey;
import dev.aside.cache.spi.SlotStep;
import dev.aside.cache.spi.StepReply;
import io.netty.buffer.ByteBuf;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The command that a step has become: a plain one, or a script. */
final class StepCommand extends Command {

    /** What stands in a lease's place for a mode of its script. */
    static final int DEAD = 0;

    static final int GROWN_OLD = 1;
    static final int DAMAGED = 2;

    /** What stands in a read's place for one that asks for the stamp only. */
    private static final int STAMP = 3;

    private static final int FIXED_BYTES = 32;
    private static final int HEADER_BYTES = 18;
    private static final byte[] GET = Resp.ascii("*2\r\n$3\r\nGET\r\n");
    private static final byte[] GETRANGE = Resp.ascii("*4\r\n$8\r\nGETRANGE\r\n");
    private static final byte[] BEFORE_THE_ENTRY = Resp.ascii("$1\r\n0\r\n$2\r\n25\r\n");
    private static final byte[] SET = Resp.ascii("*7\r\n$3\r\nSET\r\n");
    private static final byte[] NX_GET_PX = Resp.ascii("$2\r\nNX\r\n$3\r\nGET\r\n$2\r\nPX\r\n");

    /** The steps of one call, on one connection, as their commands know them. */
    interface Steps {
        /** Returns a step. */
        SlotStep step(int index);

        /** Returns all of them. */
        List<SlotStep> all();

        /** Returns the slots that they are for. */
        Slots slots();

        /** Returns the connection. */
        Wire wire();

        /** Returns the connection's epoch. */
        default long epoch() {
            return wire().epoch();
        }

        /** Returns the epoch of the feed in which what they read registers. */
        long feedEpoch();

        /** The server has answered a step's command, be it with an error. */
        void answered(int index, StepCommand command);

        /** This is what has become of a step. */
        void answer(int index, StepReply reply);

        /** The server has surely not done a step, and is to be asked again in this way. */
        void again(int index, StepCommand command);
    }

    private final Steps steps;
    private final int index;
    private final @Nullable Script script;
    private final byte @Nullable [] slot;
    private final long replaces;
    private final int mode;

    private StepCommand(
            Steps steps, int index, @Nullable Script script, byte @Nullable [] slot, long replaces, int mode) {
        super(steps.wire());
        this.steps = steps;
        this.index = index;
        this.script = script;
        this.slot = slot;
        this.replaces = replaces;
        this.mode = mode;
    }

    static StepCommand get(Steps steps, int index) {
        return new StepCommand(steps, index, null, null, 0, 0);
    }

    /** Asks for as much of a slot as comes before its entry. */
    static StepCommand readBack(Steps steps, int index) {
        return new StepCommand(steps, index, null, null, 0, STAMP);
    }

    /** Places a lease if there is nothing, and otherwise returns what there is. */
    static StepCommand setNxGet(Steps steps, int index, SlotStep.Lease step) {
        long deadline = steps.wire().millis() + step.lifeMillis();
        long until = deadline + steps.slots().memoryMillis();
        Slot lease = new Slot.Lease(step.stamp(), until, deadline, CommitPosition.NONE, null);
        return new StepCommand(steps, index, null, SlotFormat.encode(step.key(), lease), 0, 0);
    }

    static StepCommand lease(Steps steps, int index, long replaces, int mode) {
        return new StepCommand(steps, index, Script.LEASE, null, replaces, mode);
    }

    static StepCommand script(Steps steps, int index, Script script) {
        return new StepCommand(steps, index, script, null, 0, 0);
    }

    /** A script that stores a value. What comes before the value depends on the server's time, so the script writes that. */
    static StepCommand value(Steps steps, int index, Script script, byte[] slot) {
        return new StepCommand(steps, index, script, slot, 0, 0);
    }

    /** Returns the same command, to be sent once more. */
    StepCommand anew() {
        return new StepCommand(steps, index, script, slot, replaces, mode);
    }

    boolean isReadBack() {
        return mode == STAMP;
    }

    /** Returns whether the first answer to a lease was bytes that make no sense under its key. */
    boolean looksAgain() {
        return script == Script.LEASE && mode == DAMAGED;
    }

    int index() {
        return index;
    }

    @Override
    boolean isRead() {
        return script == null && slot == null;
    }

    @Override
    boolean isTokenRead() {
        return isRead() && steps.step(index) instanceof SlotStep.Token;
    }

    @Override
    boolean asksSame(Command other) {
        return other instanceof StepCommand one
                && steps.slots() == one.steps.slots()
                && steps.step(index).key().equals(one.steps.step(one.index).key());
    }

    @Nullable
    Script script() {
        return script;
    }

    @Override
    int weight() {
        return slot == null ? 0 : slot.length;
    }

    @Override
    void write(ByteBuf out) {
        SlotStep step = steps.step(index);
        if (script != null) {
            writeScript(out, script, step);
        } else if (slot != null) {
            writeSet(out, (SlotStep.Lease) step, slot);
        } else if (mode == STAMP) {
            out.writeBytes(GETRANGE);
            steps.slots().keys().slot(out, step.key());
            out.writeBytes(BEFORE_THE_ENTRY);
        } else {
            out.writeBytes(GET);
            steps.slots().keys().slot(out, step.key());
        }
    }

    private void writeSet(ByteBuf out, SlotStep.Lease step, byte[] lease) {
        out.writeBytes(SET);
        steps.slots().keys().slot(out, step.key());
        Resp.bulk(out, lease);
        out.writeBytes(NX_GET_PX);
        Resp.decimal(out, step.lifeMillis() + steps.slots().memoryMillis());
    }

    private void writeScript(ByteBuf out, Script of, SlotStep step) {
        of.text(steps.wire().server()).call(out);
        SlotKey key = step.key();
        steps.slots().keys().slot(out, key);
        if (of.claims()) {
            steps.slots().keys().claim(out, key);
        }
        writeArguments(out, step);
        if (slot != null) {
            Resp.bulk(out, slot, HEADER_BYTES, slot.length - HEADER_BYTES);
        }
    }

    private void writeArguments(ByteBuf out, SlotStep step) {
        if (step instanceof SlotStep.Begin begin) {
            withPosition(out, begin.stamp(), begin.lifeMillis(), begin.floor());
        } else if (step instanceof SlotStep.Fence fence) {
            withPosition(out, fence.stamp(), 0, fence.floor());
        } else if (step instanceof SlotStep.End end) {
            byte[] position = end.position().encode();
            fixed(out, Long.BYTES + position.length, end.stamp(), end.lifeMillis());
            out.writeLong(end.next()).writeBytes(position);
            Resp.end(out);
        } else if (step instanceof SlotStep.Fill fill) {
            fixed(out, Long.BYTES, fill.stamp(), fill.lifeMillis());
            out.writeLong(fill.under());
            Resp.end(out);
        } else if (step instanceof SlotStep.Lease lease) {
            fixed(out, Long.BYTES + 1, lease.stamp(), lease.lifeMillis());
            out.writeLong(replaces).writeByte(mode);
            Resp.end(out);
        } else {
            writeShort(out, step);
        }
    }

    private void writeShort(ByteBuf out, SlotStep step) {
        if (step instanceof SlotStep.Claim claim) {
            fixed(out, 0, claim.stamp(), claim.lifeMillis());
        } else if (step instanceof SlotStep.Token token) {
            fixed(out, 0, token.stamp(), token.lifeMillis());
        } else if (step instanceof SlotStep.Release release) {
            fixed(out, 0, release.stamp(), 0);
        } else if (step instanceof SlotStep.Undo undo) {
            fixed(out, 0, undo.stamp(), 0);
        }
        Resp.end(out);
    }

    private void withPosition(ByteBuf out, long stamp, long life, CommitPosition floor) {
        byte[] position = floor.encode();
        fixed(out, position.length, stamp, life);
        out.writeBytes(position);
        Resp.end(out);
    }

    private void fixed(ByteBuf out, int more, long stamp, long life) {
        Resp.header(out, FIXED_BYTES + more);
        out.writeLong(stamp).writeLong(life);
        out.writeLong(steps.slots().lagMillis()).writeLong(steps.slots().memoryMillis());
    }

    @Override
    void answered() {
        steps.answered(index, this);
    }

    @Override
    void failed(boolean written, String reason) {
        steps.answer(index, written ? Failures.unknown(reason) : Failures.notApplied(reason));
    }
}
