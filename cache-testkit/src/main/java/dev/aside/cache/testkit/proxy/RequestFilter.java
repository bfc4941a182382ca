package dev.aside.cache.testkit.proxy;

import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.function.Consumer;

/** Counts requests, and notes the name of each for when its answer comes. */
final class RequestFilter implements Filter {

    /** Of requests that are never answered, more are not noted. */
    private static final int MOST_OPEN = 100_000;

    private final FrameSplitter splitter;
    private final Counts counts;
    private final Queue<String> open;

    RequestFilter(FrameSplitter splitter, Counts counts, Queue<String> open) {
        this.splitter = splitter;
        this.counts = counts;
        this.open = open;
    }

    @Override
    public boolean pass(ByteBuffer in, Consumer<ByteBuffer> out) throws ProtocolException {
        ByteBuffer all = in.duplicate();
        try {
            while (in.hasRemaining()) {
                if (splitter.advance(in) && !splitter.name().isEmpty()) {
                    count(splitter.name());
                }
            }
        } catch (ProtocolException e) {
            in.position(all.position());
            throw e;
        }
        out.accept(all);
        return true;
    }

    private void count(String name) {
        counts.request(name);
        if (open.size() < MOST_OPEN) {
            open.add(name);
        }
    }
}
