package dev.aside.bench.routing;

import java.sql.ResultSet;
import java.sql.Statement;

/** Answers every query with what its server is. */
abstract class StubStatement implements Statement {
    private final String server;
    private final boolean isReader;

    StubStatement(String server, boolean isReader) {
        this.server = server;
        this.isReader = isReader;
    }

    @Override
    public ResultSet executeQuery(String sql) {
        return Stubs.of(StubRow.class, server, isReader);
    }
}
