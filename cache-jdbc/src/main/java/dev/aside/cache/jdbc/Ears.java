package dev.aside.cache.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is said by a channel that a connection listens to. */
interface Ears {

    /** Waits for so long until something is said, and returns it: at once if something was said before. */
    List<String> await(Duration atMost) throws SQLException;

    /**
     * Asks the server something. What it had to say when it was asked comes before the answer: PostgreSQL signals who listens before it
     * answers a COMMIT, and who listens hands on all that there is before he is ready for the next question. Returns what came with it.
     */
    List<String> ask() throws SQLException;

    /** How it is begun to listen. */
    @FunctionalInterface
    interface Opener {
        Ears listening(Connection connection, String channel) throws SQLException;
    }

    /** Begins to listen by PostgreSQL's driver, which is the application's, and is not compiled against. */
    static Ears listening(Connection connection, String channel) throws SQLException {
        Ears ears = new Ears() {
            private final Method next = method(connection, "getNotifications", int.class);
            private final Method known = method(connection, "getNotifications");

            @Override
            public List<String> await(Duration atMost) throws SQLException {
                return payloads(call(connection, next, (int) Math.max(1, atMost.toMillis())));
            }

            @Override
            public List<String> ask() throws SQLException {
                try (Statement statement = connection.createStatement()) {
                    statement.execute("select 1");
                }
                return payloads(call(connection, known));
            }
        };
        try (Statement statement = connection.createStatement()) {
            statement.execute("listen " + channel);
        }
        return ears;
    }

    private static Method method(Object on, String name, Class<?>... types) throws SQLException {
        try {
            return on.getClass().getMethod(name, types);
        } catch (NoSuchMethodException e) {
            throw new SQLException("this driver does not hear notifications", "0A000", e);
        }
    }

    private static List<String> payloads(@Nullable Object said) throws SQLException {
        List<String> payloads = new ArrayList<>();
        if (said instanceof Object[] all) {
            for (Object one : all) {
                payloads.add(String.valueOf(call(one, method(one, "getParameter"))));
            }
        }
        return payloads;
    }

    private static @Nullable Object call(Object on, Method method, Object... arguments) throws SQLException {
        try {
            return method.invoke(on, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof SQLException cause) {
                throw cause;
            }
            throw new SQLException("what was said could not be heard", "08006", e);
        } catch (IllegalAccessException e) {
            throw new SQLException("this driver does not let itself be asked what it hears", "0A000", e);
        }
    }
}
