package dev.aside.cache.testkit.proxy;

import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;

/** One direction of one connection: what was read, when each piece is to go on, and how it ends. */
final class Flow {

    /** What waits here; beyond it the sender has to wait. */
    private static final int MOST_QUEUED = 256 * 1024;

    private static final long SECOND = 1_000_000_000;
    private static final int SLICES_A_SECOND = 20;

    private final SocketChannel from;
    private final SocketChannel to;
    private final Lane lane;
    private Filter filter;
    private final Deque<Piece> queue = new ArrayDeque<>();
    private long queued;
    private long lastDue;
    private boolean begun;
    private boolean full;
    private boolean inputEnded;
    private boolean outputEnded;
    private boolean cut;

    private record Piece(ByteBuffer bytes, long due) {}

    Flow(SocketChannel from, SocketChannel to, Lane lane, Filter filter) {
        this.from = from;
        this.to = to;
        this.lane = lane;
        this.filter = filter;
    }

    boolean wantsToRead() {
        return !inputEnded && !cut && !lane.isBlackHole() && queued < MOST_QUEUED;
    }

    /** Whether the receiver takes no more for now. */
    boolean wantsToWrite() {
        return full && !lane.isBlackHole();
    }

    /** Reads what is there. Returns false if the connection is to be reset. */
    boolean read(ByteBuffer scratch, long now) throws IOException {
        int count = from.read(scratch.clear());
        if (count < 0) {
            inputEnded = true;
            return true;
        }
        lane.count(count);
        try {
            return filter.pass(scratch.flip(), bytes -> enqueue(bytes, now));
        } catch (ProtocolException e) {
            // TLS, or another protocol: it passes without being looked at.
            filter = Filter.ALL;
            return filter.pass(scratch, bytes -> enqueue(bytes, now));
        }
    }

    private void enqueue(ByteBuffer bytes, long now) {
        if (cut || outputEnded) {
            return;
        }
        ByteBuffer copy = ByteBuffer.allocate(bytes.remaining()).put(bytes).flip();
        lane.corrupt(copy);
        cut = lane.cut(copy);
        long rate = lane.bytesPerSecond();
        int slice = rate == 0 ? copy.remaining() : (int) Math.min(MOST_QUEUED, Math.max(1, rate / SLICES_A_SECOND));
        while (copy.hasRemaining()) {
            int length = Math.min(slice, copy.remaining());
            add(Filter.piece(copy, copy.position(), copy.position() + length), rate, now);
            copy.position(copy.position() + length);
        }
    }

    private void add(ByteBuffer bytes, long rate, long now) {
        long due = now + lane.delayNanos();
        if (begun) {
            // Never before what was sent before.
            due = due - lastDue > 0 ? due : lastDue;
        }
        lastDue = rate == 0 ? due : due + bytes.remaining() * SECOND / rate;
        begun = true;
        queue.add(new Piece(bytes, due));
        queued += bytes.remaining();
    }

    /** Sends what is due. Returns false if the connection is to be reset. */
    boolean write(long now) throws IOException {
        if (lane.isBlackHole()) {
            return true;
        }
        full = false;
        for (Piece head = queue.peek(); head != null && head.due - now <= 0; head = queue.peek()) {
            queued -= to.write(head.bytes);
            if (head.bytes.hasRemaining()) {
                full = true;
                return true;
            }
            queue.remove();
        }
        if (queue.isEmpty() && inputEnded && !outputEnded) {
            endOutput();
        }
        return !(cut && queue.isEmpty());
    }

    /** Reads nothing any more, and ends the output as soon as there is one. */
    void endInput() {
        inputEnded = true;
    }

    void endOutput() throws IOException {
        outputEnded = true;
        queue.clear();
        queued = 0;
        to.shutdownOutput();
    }

    boolean hasEnded() {
        return outputEnded;
    }

    /** Returns in how many nanoseconds something is due; a long time if nothing is. */
    long nanosUntilDue(long now) {
        Piece head = queue.peek();
        return head == null || full || lane.isBlackHole() ? Long.MAX_VALUE : Math.max(0, head.due - now);
    }
}
