package dev.aside.cache.redis;

import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.CommandOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import io.lettuce.core.protocol.ProtocolKeyword;
import io.lettuce.core.protocol.RedisCommand;
import io.netty.buffer.ByteBuf;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One command on its way and what comes back: written straight into the buffer that goes out, and taken straight from the one
 * that comes in. It is done once, whoever is first: the answer, the end of the connection, or somebody who has waited long
 * enough.
 */
abstract class Command extends CommandOutput<byte[], byte[], Object> implements RedisCommand<byte[], byte[], Object> {

    /*
     * Where a command stands
     * ----------------------
     * WAITING -> WRITTEN     it is being written into the buffer: from now on the server may do it
     * WAITING -> DROPPED     nobody waits any more, and it has not been written: the server surely never sees it. Should the
     *                        client library have taken it already, a PING goes out in its place, since an answer is due
     * WRITTEN -> LATE        nobody waits any more; the answer will still come, and is thrown away. One whose answer others
     *                        wait for, too, is written all the same
     * all     -> DONE        answered, or the connection is gone
     *
     * "Not applied" is what is said of a command that was never WRITTEN, and of no other.
     */
    private static final int WAITING = 0;
    private static final int WRITTEN = 1;
    private static final int DROPPED = 2;
    private static final int LATE = 3;
    private static final int DONE = 4;

    private static final VarHandle STATE;

    static {
        try {
            STATE = MethodHandles.lookup().findVarHandle(Command.class, "state", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    @SuppressWarnings("UnusedVariable") // through STATE
    private volatile int state;

    private byte @Nullable [] bytes;
    private @Nullable List<byte @Nullable []> pieces;
    private long number;
    private Shape shape = Shape.NONE;

    /** What an answer is made of. */
    enum Shape {
        NONE,
        BYTES,
        NUMBER,
        /** Bytes in an array, or in arrays of arrays. */
        PIECES,
        OTHER
    }

    /** The connection, as its commands know it. */
    interface Connection {
        /** The command takes up no room any more. */
        void done(Command command);

        /** Something went wrong between commands and answers: whatever comes next may belong to another. */
        void broken();
    }

    private final Connection connection;
    private @Nullable Command before;
    private @Nullable Command companion;

    /** Whether it was taken to be written before it was; on the connection's thread. */
    private boolean claimed;

    Command(Connection connection) {
        super(ByteArrayCodec.INSTANCE, "");
        this.connection = connection;
    }

    /** Writes the command. Called once, on the connection's thread. It MUST NOT throw. */
    abstract void write(ByteBuf out);

    /** Returns about how many bytes of values it carries. */
    int weight() {
        return 0;
    }

    /** Returns whether it changes nothing that others see. */
    boolean isRead() {
        return false;
    }

    /** Returns whether it reads a token, which many do at once. */
    boolean isTokenRead() {
        return false;
    }

    /** Returns whether another one reads the same. */
    boolean asksSame(Command other) {
        return false;
    }

    /** Takes another one along that would go out right behind this one; returns whether it does. On the connection's thread. */
    boolean joins(Command next) {
        return false;
    }

    /** Is told that the server has answered, on the connection's thread. */
    abstract void answered();

    /** Is told that no answer comes. */
    abstract void failed(boolean written, String reason);

    /** Notes which command goes out right before this one. */
    final void isBehind(@Nullable Command other) {
        before = other;
    }

    /** Returns which command goes out right before this one, and forgets it. */
    final @Nullable Command leaveQueue() {
        Command other = before;
        before = null;
        return other;
    }

    /**
     * Answers another command by this one's answer, too. Called on the connection's thread, before this one is written.
     *
     * @return false if nobody waits for the other any more
     */
    final boolean takeAlong(Command other) {
        if (!other.claim()) {
            return false;
        }
        other.companion = companion;
        companion = other;
        return true;
    }

    /**
     * Makes sure that it is written, whoever gives up waiting for it from now on. Called on the connection's thread.
     *
     * @return false if nobody waits for it any more
     */
    final boolean claim() {
        claimed |= STATE.compareAndSet(this, WAITING, WRITTEN);
        return claimed;
    }

    /** Returns the answer's bytes, or null for none. */
    final byte @Nullable [] bytes() {
        return bytes;
    }

    /** Returns the bytes that the answer is made of, some of which may be null; or null if it is made of anything else. */
    final @Nullable List<byte @Nullable []> pieces() {
        if (shape == Shape.PIECES) {
            return pieces;
        }
        return shape == Shape.BYTES && bytes != null ? List.of(bytes) : null;
    }

    /** Returns what the answer was made of. */
    final Shape shape() {
        return shape;
    }

    /** Returns the answer's number, or zero for none. */
    final long number() {
        return number;
    }

    /**
     * Gives up waiting.
     *
     * @return whether the server may have done it, or null if it is done already
     */
    final @Nullable Boolean giveUp() {
        if (STATE.compareAndSet(this, WAITING, DROPPED)) {
            connection.done(this);
            return false;
        }
        return STATE.compareAndSet(this, WRITTEN, LATE) ? true : null;
    }

    @Override
    public final void encode(ByteBuf out) {
        if (claim() || companion != null) {
            write(out);
        } else {
            Resp.ping(out);
        }
    }

    @Override
    public final void complete() {
        try {
            if (end() == WRITTEN) {
                answered();
            }
        } finally {
            forCompanions(other -> other.answeredBy(this));
        }
    }

    /** Those who ride along are answered all, whatever goes wrong with one of them. */
    private void forCompanions(Consumer<Command> end) {
        for (Command at = companion; at != null; at = companion) {
            companion = at.companion;
            at.companion = null;
            try {
                end.accept(at);
            } catch (RuntimeException e) {
                connection.broken();
            }
        }
    }

    private void answeredBy(Command other) {
        bytes = other.bytes;
        pieces = other.pieces;
        number = other.number;
        shape = other.shape;
        setError(other.getError());
        complete();
    }

    @Override
    public final boolean completeExceptionally(Throwable reason) {
        connection.broken(); // first, so that whoever hears of the failure does not come back to this connection
        int was = end();
        if (was == WAITING || was == WRITTEN) {
            failed(was == WRITTEN, reasonOf(reason));
        }
        forCompanions(other -> other.completeExceptionally(reason));
        return was != DONE;
    }

    /** A message of the client library may quote what was sent; its kind never does. */
    private static String reasonOf(Throwable reason) {
        return reason instanceof CancellationException ? "the connection is closed" : "the connection is lost";
    }

    @Override
    public final void cancel() {
        completeExceptionally(new CancellationException());
    }

    private int end() {
        int was = (int) STATE.getAndSet(this, DONE);
        if (was != DONE && was != DROPPED) {
            connection.done(this);
        }
        return was;
    }

    @Override
    public final boolean isDone() {
        int now = (int) STATE.getVolatile(this);
        return now == DONE || (now >= DROPPED && companion == null);
    }

    @Override
    public final boolean isCancelled() {
        return false;
    }

    @Override
    public void set(@Nullable ByteBuffer answer) {
        byte[] copy = answer == null ? null : copied(answer);
        if (shape == Shape.PIECES && pieces != null) {
            pieces.add(copy);
            return;
        }
        shape = shape == Shape.NONE ? Shape.BYTES : Shape.OTHER;
        bytes = copy;
    }

    private static byte[] copied(ByteBuffer answer) {
        byte[] copy = new byte[answer.remaining()];
        answer.get(copy);
        return copy;
    }

    @Override
    public final void set(long answer) {
        shape = shape == Shape.NONE ? Shape.NUMBER : Shape.OTHER;
        number = answer;
    }

    @Override
    public final void setSingle(ByteBuffer answer) {
        set(answer);
        shape = Shape.OTHER;
    }

    @Override
    public final void multi(int count) {
        if (shape == Shape.NONE) {
            shape = Shape.PIECES;
            pieces = new ArrayList<>();
        } else if (shape != Shape.PIECES) {
            shape = Shape.OTHER;
        }
    }

    @Override
    public final CommandOutput<byte[], byte[], Object> getOutput() {
        return this;
    }

    @Override
    public final void setOutput(CommandOutput<byte[], byte[], Object> output) {
        throw new UnsupportedOperationException("a command is its own output");
    }

    @Override
    @SuppressWarnings(
            "NullAway") // a command that has written itself has no arguments; nobody asks for them outside a cluster
    public final CommandArgs<byte[], byte[]> getArgs() {
        return null;
    }

    /** Returns a type that the client library has no second thoughts about. */
    @Override
    public final ProtocolKeyword getType() {
        return CommandType.GET;
    }

    @Override
    public final String toString() {
        return getClass().getSimpleName();
    }
}
