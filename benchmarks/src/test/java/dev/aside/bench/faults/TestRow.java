package dev.aside.bench.faults;

import java.time.Duration;
import java.util.List;

/** Rows of no kind of server, which are only judged. */
enum TestRow implements Row {
    /** Everything is promised. */
    PLAIN,
    /** The server loses what it had acknowledged. */
    LOSSY,
    /** Nobody is told that the server is gone. */
    SILENT;

    @Override
    public String label() {
        return name();
    }

    @Override
    public Stage<?> open() {
        throw new UnsupportedOperationException("only judged");
    }

    @Override
    public List<Use> uses() {
        return List.of(Use.values());
    }

    @Override
    public Duration least() {
        return Duration.ZERO;
    }

    @Override
    public Duration recovery() {
        return this == SILENT ? Duration.ofMillis(1_500) : Duration.ofSeconds(1);
    }

    @Override
    public boolean beginsWithServer() {
        return true;
    }

    @Override
    public boolean keepsFences() {
        return this != LOSSY;
    }
}
