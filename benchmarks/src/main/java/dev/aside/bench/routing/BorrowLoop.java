package dev.aside.bench.routing;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One connection, borrowed and returned. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init") // the setup fills what the harness makes
public class BorrowLoop {
    /** Who lends. */
    @Param("HIKARI")
    public Subject subject;

    /** What is done with the connection. */
    @Param("BORROW")
    public Act act;

    private Lender lender;
    private boolean reads;

    /** Opens the subject. */
    @Setup
    public void open() {
        lender = Subjects.open(subject, act);
        reads = act == Act.READ;
    }

    /**
     * The measured call.
     *
     * @param thread who calls
     * @return the connection, or the statement it has made
     * @throws SQLException if none is lent
     */
    @Benchmark
    public Object borrow(Borrowing thread) throws SQLException {
        try (Connection connection = lender.lend()) {
            return reads ? read(connection) : connection;
        }
    }

    private static Statement read(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement;
        }
    }

    /** A thread that borrows. */
    @State(Scope.Thread)
    public static class Borrowing {
        /**
         * Begins.
         *
         * @param loop at whom
         */
        @Setup
        public void begin(BorrowLoop loop) {
            loop.lender.enter();
        }
    }
}
