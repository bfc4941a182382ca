package dev.aside.bench.memcachedread;

import dev.aside.bench.farread.FarRead;
import dev.aside.bench.farread.Judged;
import dev.aside.bench.kit.BoundMemcached;
import dev.aside.bench.kit.BoundServer;
import dev.aside.bench.kit.Rounds;
import dev.aside.bench.kit.Versions;
import java.util.List;
import picocli.CommandLine.Command;

/** What does a read of the far tier cost? */
@Command(name = "memcached-read", description = "What a read of Memcached costs, against its clients.")
public final class MemcachedRead extends FarRead<Subject> {
    private static final String ASKS = """
            What does a read of the far tier cost on Memcached, against its clients?

            10,000 keys of 21 characters with values of 100, asked for by a Zipf law of exponent 0.99; everybody finds every key. Aside runs by its
            defaults with `nearTier(false)`, so that each read is a read of the server, and checks with it that the cache was not
            cleared. Everybody has one connection and speaks the text protocol; `getAll(100)` is one call for a hundred keys of
            everybody's. `getall_vs_singles` holds it against a hundred gets of Aside's, one after the other by one thread.""";

    /** A question that picocli fills. */
    public MemcachedRead() {
        super("memcached-read", "A read of Memcached", Clients.CHILD);
    }

    @Override
    protected BoundServer server() {
        return BoundMemcached.start();
    }

    @Override
    protected List<Subject> subjects() {
        return isQuick() ? Subject.named() : Subject.all();
    }

    @Override
    protected String asks() {
        return ASKS;
    }

    @Override
    protected String versions() {
        return Versions.of("aside", "spymemcached", "xmemcached", "folsom");
    }

    @Override
    protected Judged judged(Rounds<Subject> rounds) {
        return new Verdicts(rounds);
    }
}
