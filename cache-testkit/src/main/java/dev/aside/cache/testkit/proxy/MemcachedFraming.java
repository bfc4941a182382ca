package dev.aside.cache.testkit.proxy;

/** The text protocol of Memcached, without the commands that want no answer. */
final class MemcachedFraming implements Framing {

    @Override
    public FrameSplitter requests() {
        return new MemcachedSplitter(true);
    }

    @Override
    public FrameSplitter replies() {
        return new MemcachedSplitter(false);
    }
}
