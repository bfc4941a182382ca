package dev.aside.cache.spi;

/** A source of elapsed time that never goes back and has no relation to any calendar. */
@FunctionalInterface
public interface Ticker {

    /**
     * Returns the time.
     *
     * @return nanoseconds since an arbitrary moment; only differences mean anything
     */
    long nanos();

    /**
     * Returns the machine's.
     *
     * @return {@link System#nanoTime()}
     */
    static Ticker system() {
        return System::nanoTime;
    }
}
