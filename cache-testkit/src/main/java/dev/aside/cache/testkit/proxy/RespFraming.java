package dev.aside.cache.testkit.proxy;

/** The protocol of Redis, RESP2 and RESP3. Of RESP2's subscriptions, each message counts as an answer. */
final class RespFraming implements Framing {

    @Override
    public FrameSplitter requests() {
        return new RespSplitter(true);
    }

    @Override
    public FrameSplitter replies() {
        return new RespSplitter(false);
    }
}
