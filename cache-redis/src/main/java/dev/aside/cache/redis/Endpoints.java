package dev.aside.cache.redis;

import dev.aside.cache.spi.CacheRuntime;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SslOptions;
import io.lettuce.core.resource.ClientResources;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The servers of a backend, by connections of their own: the one that takes writes, and those that follow it. */
final class Endpoints implements AutoCloseable {

    private final Node writer;
    private final @Nullable Readers readers;

    private Endpoints(Node writer, @Nullable Readers readers) {
        this.writer = writer;
        this.readers = readers;
    }

    /** What all connections of a backend have in common. */
    record Means(
            CacheRuntime runtime,
            @Nullable ClientResources resources,
            @Nullable SslOptions tls,
            Supplier<Unanswered> unanswered) {

        private Node node(Link link, Duty duty, Readers readers) {
            return new Node(link, duty, unanswered.get(), readers::pace, runtime);
        }
    }

    /** Begins to connect. */
    static Endpoints open(Servers servers, Means means) {
        RedisURI writer = servers.writer();
        Endpoints all = writer == null ? listed(servers.listed(), means) : named(writer, servers.readers(), means);
        all.open();
        return all;
    }

    /** Servers whose place says what they are for. */
    private static Endpoints named(RedisURI uri, List<RedisURI> readerUris, Means means) {
        Readers readers = new Readers(means.runtime());
        Link link = new Link(Aim.at(uri), means.resources(), means.tls());
        Node writer = means.node(link, Duty.WRITE, readers);
        writer.watchedBy((by, sentNanos, standing) -> readers.sampled(sentNanos, standing));
        for (RedisURI reader : readerUris) {
            Node node = means.node(new Link(Aim.at(reader), link.shared(), means.tls()), Duty.READ, readers);
            node.watchedBy(readers.add(node));
        }
        return new Endpoints(writer, readerUris.isEmpty() ? null : readers);
    }

    /** Servers that are asked which of them takes writes; the others are readers. */
    private static Endpoints listed(List<RedisURI> uris, Means means) {
        Readers readers = new Readers(means.runtime());
        Roster roster = new Roster(means.runtime());
        Link link = new Link(roster, means.resources(), means.tls());
        Node writer = means.node(link, Duty.WRITE, readers);
        roster.isFor(writer);
        writer.watchedBy((by, sentNanos, standing) -> {
            roster.writes(standing);
            readers.sampled(sentNanos, standing);
        });
        for (int i = 0; i < uris.size(); i++) {
            Node node = means.node(new Link(Aim.at(uris.get(i)), link.shared(), means.tls()), Duty.READ, readers);
            Heart.Watcher reader = readers.addListed(node);
            int index = i;
            node.watchedBy((by, sentNanos, standing) -> {
                reader.stands(by, sentNanos, standing);
                roster.stands(index, by, standing);
            });
            roster.add(uris.get(i), node);
        }
        return new Endpoints(writer, readers);
    }

    private void open() {
        if (readers != null) {
            readers.open();
        }
        writer.open();
    }

    Node writer() {
        return writer;
    }

    /** Returns the servers that may answer reads, or null if there are none. */
    @Nullable
    Readers readers() {
        return readers;
    }

    @Override
    public void close() {
        if (readers != null) {
            readers.close();
        }
        writer.close();
    }
}
