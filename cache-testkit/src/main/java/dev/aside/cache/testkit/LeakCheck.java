package dev.aside.cache.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestInstanceFactoryContext;
import org.junit.jupiter.api.extension.TestInstancePreConstructCallback;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Fails a test that leaves something behind: {@code @ExtendWith(LeakCheck.class)}. It looks after {@code @AfterEach}, at what
 * was made since the test's instance was, fields included:
 *
 * <ul>
 *   <li>{@link Leak#THREAD threads} that are no daemons, or that an {@code Aside} has started and still owns. One that is
 *       ending is given 2 seconds, for which the test's thread waits; no other check waits;
 *   <li>{@link Leak#ASIDE} instances that were not closed: by their threads, by the {@link InMemoryBackend} they were to
 *       close, or by the caches in a {@link Recording};
 *   <li>{@link Leak#FLIGHT flights}: loads and writes that a {@link ManualExecutor} was given and that never ran, and batches
 *       that a hanging server has still to do;
 *   <li>{@link Leak#LEASE leases} and {@link Leak#CHANGE open changes} that an {@link InMemoryServer} holds and that have not
 *       lapsed, by the latest time that a node has told.
 * </ul>
 *
 * <p><b>Limits.</b> Threads are found by looking before and after, virtual ones not at all; and a thread started by one of
 * JUnit's parallel workers is a daemon as they are, unless it is told not to be. Where tests run at the same time
 * nobody can tell which of them has started a thread; then the last to end is failed for all, and the message names them;
 * tests that do not use this extension are not seen and should not run at the same time. Everything else is noted by the
 * thread that makes it, which must be the test's own: what is made on other threads, in static fields or {@code @BeforeAll},
 * or in the fields of a test with one instance per class, is not looked at. The embedded backend shows neither leases nor
 * open changes; an {@code Aside} on it, with a runtime from outside, is seen only through a {@link Recording}.
 *
 * <p><b>Thread-safety:</b> safe for use by tests that run in parallel, within these limits.
 */
public final class LeakCheck implements TestInstancePreConstructCallback, BeforeEachCallback, AfterEachCallback {

    /** Says that a test, or every test of a class, means to leave something behind, for instance as a process that is killed. */
    @Documented
    @Inherited
    @Target({ElementType.METHOD, ElementType.TYPE})
    @Retention(RetentionPolicy.RUNTIME)
    public @interface Allow {
        /**
         * Returns what may be left.
         *
         * @return the kinds
         */
        Leak[] value();
    }

    /** Created by JUnit. */
    public LeakCheck() {}

    @Override
    public void preConstructTestInstance(TestInstanceFactoryContext factory, ExtensionContext context) {
        boolean perMethod = context.getTestInstanceLifecycle().orElse(Lifecycle.PER_METHOD) == Lifecycle.PER_METHOD;
        if (perMethod && factory.getOuterInstance().isEmpty()) {
            Born.begin();
            ThreadWatch.look();
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        if (!Born.begun()) {
            Born.begin();
        }
        ThreadWatch.enter(nameOf(context));
    }

    private static String nameOf(ExtensionContext context) {
        return context.getRequiredTestClass().getSimpleName() + " > " + context.getDisplayName();
    }

    /**
     * {@inheritDoc}
     *
     * @throws AssertionError if something is left behind; the message names all of it. Where the test has failed already,
     *     JUnit adds this to its failure
     */
    @Override
    public void afterEach(ExtensionContext context) {
        List<Leaks.Found> found = new ArrayList<>(Leaks.of(ThreadWatch.leave()));
        found.addAll(Leaks.of(Born.end()));
        Set<Leak> allowed = allowed(context);
        found.removeIf(leak -> allowed.contains(leak.kind()));
        if (!found.isEmpty()) {
            throw new AssertionError(nameOf(context) + " leaves behind:"
                    + found.stream()
                            .map(leak -> "\n  " + leak.kind() + ": " + leak.what())
                            .collect(Collectors.joining()));
        }
    }

    private static Set<Leak> allowed(ExtensionContext context) {
        Set<Leak> allowed = EnumSet.noneOf(Leak.class);
        for (Optional<ExtensionContext> at = Optional.of(context);
                at.isPresent();
                at = at.get().getParent()) {
            AnnotationSupport.findAnnotation(at.get().getElement(), Allow.class)
                    .ifPresent(allow -> allowed.addAll(List.of(allow.value())));
        }
        return allowed;
    }
}
