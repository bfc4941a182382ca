package dev.aside.cache.jdbc;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A driver's statement, of which the node hears when it is sent and when it has been answered. */
final class StatementHandler implements InvocationHandler {

    private final Statement driver;
    private final Watch watch;
    private final UnaryOperator<SQLException> teller;

    private StatementHandler(Statement driver, Watch watch, UnaryOperator<SQLException> teller) {
        this.driver = driver;
        this.watch = watch;
        this.teller = teller;
    }

    static <T extends Statement> T over(Class<T> kind, T driver, Watch watch, UnaryOperator<SQLException> teller) {
        StatementHandler handler = new StatementHandler(driver, watch, teller);
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
        long begun = watch.begins();
        try {
            return call(method, arguments);
        } catch (SQLException e) {
            throw teller.apply(e);
        } finally {
            watch.ends(begun);
        }
    }

    private @Nullable Object call(Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(driver, arguments);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }
}
