package dev.aside.cache.jdbc;

import dev.aside.cache.LoadContext;
import dev.aside.cache.route.CommitPosition;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A load that must have seen what a test says, and remembers what is proven to it. */
final class FakeLoad extends LoadContext {

    CommitPosition floor = CommitPosition.NONE;
    Duration sampleAge = Duration.ofSeconds(1);
    boolean mayReadReplicas = true;
    boolean isByWriter;
    boolean isAskedNow;

    @Nullable
    CommitPosition proven;

    FakeLoad floor(CommitPosition place) {
        floor = place;
        return this;
    }

    @Override
    public String cacheName() {
        return "fake";
    }

    @Override
    public CommitPosition floor() {
        return floor;
    }

    @Override
    public Duration remaining() {
        return Duration.ofSeconds(5);
    }

    @Override
    public void prove(CommitPosition replayed) {
        proven = replayed;
    }

    @Override
    public void proveWriter() {
        proveWriter(CommitPosition.UNKNOWN);
    }

    @Override
    public void proveWriter(CommitPosition sample) {
        isByWriter = true;
        proven = sample;
    }

    @Override
    public void proveWriterNow(CommitPosition place) {
        isByWriter = true;
        isAskedNow = true;
        proven = place;
    }

    @Override
    public boolean mayReadReplicas() {
        return mayReadReplicas;
    }

    @Override
    public Duration sampleAge() {
        return sampleAge;
    }

    @Override
    public @Nullable LoadContext parent() {
        return null;
    }
}
