package dev.aside.cache.jdbc;

import dev.aside.cache.route.EndpointRole;
import dev.aside.cache.spi.Ticker;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.sql.SQLInvalidAuthorizationSpecException;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A server that is what a test says. */
final class FakeNode {

    private final String name;
    private final boolean tellsPlaces;
    private volatile EndpointRole role;
    private volatile String server;
    private volatile String system = "shop";
    private final AtomicInteger timeline = new AtomicInteger(1);
    private volatile long position;
    private volatile Progress gtids = Progress.UNKNOWN;
    private volatile Set<String> members = Set.of();
    private volatile @Nullable String password;
    private volatile @Nullable SQLException connecting;
    private volatile @Nullable SQLException next;
    private volatile Runnable meanwhile = () -> {};
    private volatile Runnable closing = () -> {};
    private volatile Runnable connected = () -> {};
    private volatile @Nullable RuntimeException bug;
    private final AtomicInteger sessions = new AtomicInteger();
    final AtomicInteger connects = new AtomicInteger();
    final AtomicInteger questions = new AtomicInteger();
    final AtomicInteger statements = new AtomicInteger();

    /** How many connections were made, and how many of them are open. */
    final AtomicInteger made = new AtomicInteger();

    final AtomicInteger open = new AtomicInteger();

    /** For how many seconds the last one waited that looked whether a connection is alive. */
    final AtomicInteger patience = new AtomicInteger();

    /** @param tellsPlaces whether it says its timeline also where it is a reader */
    FakeNode(String name, EndpointRole role, boolean tellsPlaces) {
        this.tellsPlaces = tellsPlaces;
        this.name = name;
        this.role = role;
        this.server = name + "@1";
    }

    String url() {
        return "jdbc:postgresql://" + name + "/shop";
    }

    FakeNode is(EndpointRole now) {
        role = now;
        return this;
    }

    /** It is a writer that has gone on from the one before. */
    FakeNode promoted() {
        timeline.incrementAndGet();
        return is(EndpointRole.WRITER);
    }

    FakeNode timeline(int number) {
        timeline.set(number);
        return this;
    }

    FakeNode knows(String... names) {
        members = Set.of(names);
        return this;
    }

    FakeNode at(long bytes) {
        position = bytes;
        return this;
    }

    /** It says where it stands in GTIDs, and not in bytes. */
    FakeNode at(String sets) {
        position = Sighting.NOWHERE;
        gtids = Gtids.progress(sets);
        return this;
    }

    /** Another server answers to its name. */
    FakeNode server(String another) {
        server = another;
        return this;
    }

    FakeNode system(String another) {
        system = another;
        return this;
    }

    void refuses() {
        fails(new SQLException("refused", "08001", new ConnectException("refused")));
    }

    void hangs() {
        fails(new SQLException("no answer", "08001", new SocketTimeoutException("timed out")));
    }

    /** It fails whoever connects or asks. */
    void fails(@Nullable SQLException error) {
        connecting = error;
    }

    void isWell() {
        connecting = null;
    }

    /** Connections that there are lead nowhere; new ones can be made. */
    void endSessions() {
        sessions.incrementAndGet();
    }

    int session() {
        return sessions.get();
    }

    /** The next statement, or the next commit, fails so. */
    void failsNext(SQLException error) {
        next = error;
    }

    /** Only who says this is let in. */
    void wants(@Nullable String secret) {
        password = secret;
    }

    void login(@Nullable String secret) throws SQLException {
        String wanted = password;
        if (wanted != null && !wanted.equals(secret)) {
            throw new SQLInvalidAuthorizationSpecException("password authentication failed", "28P01");
        }
    }

    void connect() throws SQLException {
        connects.incrementAndGet();
        Runnable now = connected;
        connected = () -> {};
        now.run();
        throwIf(connecting);
        open.incrementAndGet();
        made.incrementAndGet();
    }

    /** While the next connection is made this happens. */
    void whileConnecting(Runnable something) {
        connected = something;
    }

    /** The driver fails in a way of its own when this server is asked, or told something. */
    void hasABug(RuntimeException error) {
        bug = error;
    }

    void throwBug() {
        RuntimeException error = bug;
        if (error != null) {
            throw error;
        }
    }

    Sighting ask(Ticker ticker) throws SQLException {
        questions.incrementAndGet();
        throwBug();
        throwIf(connecting);
        boolean isWriter = role == EndpointRole.WRITER;
        return new Sighting(
                role,
                server,
                isWriter || tellsPlaces ? system + "/" + timeline.get() : system,
                position,
                members,
                ticker.nanos(),
                ticker.nanos(),
                gtids);
    }

    /** While the next statement, or the next commit, is under way, this happens. */
    void during(Runnable something) {
        meanwhile = something;
    }

    /** Whoever closes a connection waits for this. */
    void whileClosing(Runnable something) {
        closing = something;
    }

    void close() {
        closing.run();
    }

    void statement(int session) throws SQLException {
        statements.incrementAndGet();
        Runnable now = meanwhile;
        meanwhile = () -> {};
        now.run();
        if (session != session()) {
            throw new SQLException("the session is over", "08006");
        }
        SQLException error = next;
        next = null;
        throwIf(error);
        throwIf(connecting);
    }

    private static void throwIf(@Nullable SQLException error) throws SQLException {
        if (error != null) {
            throw error;
        }
    }
}
