package dev.aside.cache.testkit.proxy;

import java.io.ByteArrayOutputStream;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.function.Consumer;

/** Lets befall replies what was ordered for them. */
final class ReplyFilter implements Filter {

    private final FrameSplitter splitter;
    private final Counts counts;
    private final Queue<String> open;
    private final ReplyFaults faults;
    private final ByteArrayOutputStream held = new ByteArrayOutputStream();
    private Fate fate = Fate.PASS;

    /**
     * @param open the names of the requests that are not answered
     */
    ReplyFilter(FrameSplitter splitter, Counts counts, Queue<String> open, ReplyFaults faults) {
        this.splitter = splitter;
        this.counts = counts;
        this.open = open;
        this.faults = faults;
    }

    @Override
    public boolean pass(ByteBuffer in, Consumer<ByteBuffer> out) throws ProtocolException {
        while (in.hasRemaining()) {
            int from = in.position();
            boolean begins = splitter.isBetween();
            boolean ends = advance(in, out);
            if (begins) {
                begin();
            }
            if (fate == Fate.LOSE) {
                return false;
            }
            handOn(Filter.piece(in, from, in.position()), out);
            if (ends && fate == Fate.PASS && !splitter.isPush()) {
                handOnHeld(out);
            }
        }
        return true;
    }

    private boolean advance(ByteBuffer in, Consumer<ByteBuffer> out) throws ProtocolException {
        int from = in.position();
        try {
            return splitter.advance(in);
        } catch (ProtocolException e) {
            in.position(from);
            handOnHeld(out);
            throw e;
        }
    }

    private void begin() {
        if (splitter.isPush()) {
            counts.push();
            fate = faults.ofPush();
            return;
        }
        counts.reply();
        String command = open.poll();
        fate = faults.ofReplyTo(command == null ? "" : command);
    }

    private void handOn(ByteBuffer piece, Consumer<ByteBuffer> out) {
        if (fate == Fate.PASS) {
            out.accept(piece);
        } else if (fate == Fate.HOLD) {
            held.write(piece.array(), piece.arrayOffset() + piece.position(), piece.remaining());
        }
    }

    private void handOnHeld(Consumer<ByteBuffer> out) {
        if (held.size() > 0) {
            out.accept(ByteBuffer.wrap(held.toByteArray()));
            held.reset();
        }
    }
}
