package dev.aside.bench.routing;

import java.lang.invoke.MethodHandles;
import java.lang.reflect.Constructor;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.dynamic.loading.ClassLoadingStrategy;
import net.bytebuddy.implementation.StubMethod;
import net.bytebuddy.matcher.ElementMatchers;

/** Makes the rest of a stub: what is left open returns nothing, zero or false. No reflection is left in the calls themselves. */
final class Stubs {
    private static final Map<Class<?>, Constructor<?>> MADE = new ConcurrentHashMap<>();

    private Stubs() {}

    static <T> T of(Class<T> type, String server, boolean isReader) {
        try {
            return type.cast(MADE.computeIfAbsent(type, Stubs::make).newInstance(server, isReader));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("No stub of " + type, e);
        }
    }

    private static Constructor<?> make(Class<?> type) {
        try {
            return new ByteBuddy()
                    .subclass(type)
                    .method(ElementMatchers.isAbstract())
                    .intercept(StubMethod.INSTANCE)
                    .make()
                    .load(type.getClassLoader(), ClassLoadingStrategy.UsingLookup.of(MethodHandles.lookup()))
                    .getLoaded()
                    .getDeclaredConstructor(String.class, boolean.class);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("No stub of " + type, e);
        }
    }
}
