package dev.aside.bench.routing;

import java.sql.ResultSet;
import org.jspecify.annotations.Nullable;

/** The one row in which a server says what it is. */
abstract class StubRow implements ResultSet {
    private final String server;
    private final boolean isReader;
    private boolean isRead;

    StubRow(String server, boolean isReader) {
        this.server = server;
        this.isReader = isReader;
    }

    @Override
    public boolean next() {
        boolean isThere = !isRead;
        isRead = true;
        return isThere;
    }

    @Override
    public boolean getBoolean(int column) {
        return isReader;
    }

    /** The system, which all servers of it say, then the server, then a timeline, which a reader does not say. */
    @Override
    public @Nullable String getString(int column) {
        return switch (column) {
            case 2 -> "shop";
            case 3 -> server;
            default -> isReader ? null : "00000001";
        };
    }

    @Override
    public long getLong(int column) {
        return 1;
    }
}
