package dev.aside.cache.local;

import java.lang.reflect.Method;

/** What this thread has allocated. By reflection, since the module under test does not read that of the figure. */
final class AllocatedBytes {

    private final Object threads;
    private final Method bytes;

    AllocatedBytes() throws ReflectiveOperationException {
        threads = Class.forName("java.lang.management.ManagementFactory")
                .getMethod("getThreadMXBean")
                .invoke(null);
        bytes = Class.forName("com.sun.management.ThreadMXBean").getMethod("getCurrentThreadAllocatedBytes");
    }

    long now() throws ReflectiveOperationException {
        return (long) bytes.invoke(threads);
    }
}
