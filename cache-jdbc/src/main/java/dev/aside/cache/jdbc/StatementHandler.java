package dev.aside.cache.jdbc;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** A driver's statement, of which the node hears when it is sent and when it has been answered. */
final class StatementHandler implements InvocationHandler {

    private final Statement driver;
    private final Watch watch;
    private final Teller teller;
    private final @Nullable String prepared;

    private StatementHandler(Statement driver, @Nullable String prepared, Watch watch, Teller teller) {
        this.driver = driver;
        this.prepared = prepared;
        this.watch = watch;
        this.teller = teller;
    }

    /** Who is told of what is sent, and of errors. */
    interface Teller {
        /**
         * Something is sent.
         *
         * @param sql what, or null for a batch
         */
        void sends(@Nullable String sql);

        /** Returns what the user is told. */
        SQLException told(SQLException error);
    }

    /** @param prepared what the statement is, if that is known before it is sent */
    static <T extends Statement> T over(
            Class<T> kind, T driver, @Nullable String prepared, Watch watch, Teller teller) {
        StatementHandler handler = new StatementHandler(driver, prepared, watch, teller);
        return kind.cast(
                Proxy.newProxyInstance(StatementHandler.class.getClassLoader(), new Class<?>[] {kind}, handler));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        if (method.getDeclaringClass() == Object.class) {
            return ofObject(proxy, method, arguments);
        }
        return method.getName().startsWith("execute") ? sent(method, arguments) : call(method, arguments);
    }

    private @Nullable Object ofObject(Object proxy, Method method, @Nullable Object @Nullable [] arguments) {
        return switch (method.getName()) {
            case "equals" -> arguments != null && proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> driver.toString();
        };
    }

    private @Nullable Object sent(Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
        teller.sends(sql(arguments));
        long begun = watch.begins();
        try {
            return call(method, arguments);
        } catch (SQLException e) {
            throw teller.told(e);
        } finally {
            watch.ends(begun);
        }
    }

    private @Nullable String sql(@Nullable Object @Nullable [] arguments) {
        Object first = arguments == null || arguments.length == 0 ? null : arguments[0];
        return first instanceof String given ? given : prepared;
    }

    private @Nullable Object call(Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(driver, arguments);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }
}
