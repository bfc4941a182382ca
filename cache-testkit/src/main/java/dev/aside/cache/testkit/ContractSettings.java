package dev.aside.cache.testkit;

import dev.aside.cache.spi.CacheBackend;
import dev.aside.cache.spi.CacheRuntime;
import java.time.Duration;

/** What a backend's test says of its backend. */
abstract class ContractSettings {

    ContractSettings() {}

    /**
     * Returns the backend, which the contract closes when all tests have run.
     *
     * @return always the same backend
     */
    protected abstract CacheBackend backend();

    /**
     * Returns the runtime that stores are opened with.
     *
     * @return always the same runtime
     */
    protected abstract CacheRuntime runtime();

    /**
     * Lets time pass, for the store as for the runtime: moves a manual clock, or waits.
     *
     * @param by how long
     */
    protected abstract void advance(Duration by);

    /**
     * Returns how wrong the store's clock may be, and how far the store rounds. It is added to each time that a test lets
     * pass.
     *
     * @return the tolerance; zero unless overridden
     */
    protected Duration clockTolerance() {
        return Duration.ZERO;
    }

    /**
     * Returns by how much the store's times may differ from what the rules compute for the moment at which a step was given:
     * how wrong its clock may be, and what a step takes on its way. Nothing waits for it, so it may be as long as a busy
     * machine needs, while it stays well below a minute.
     *
     * @return the tolerance; that of the clock unless overridden
     */
    protected Duration stepTolerance() {
        return clockTolerance();
    }

    /**
     * Returns the replica lag that stores are opened with.
     *
     * @return the lag, L; 100 milliseconds unless overridden
     */
    protected Duration lag() {
        return Duration.ofMillis(100);
    }

    /**
     * Returns the memory that stores are opened with.
     *
     * @return the memory, H; 2 seconds unless overridden
     */
    protected Duration memory() {
        return Duration.ofSeconds(2);
    }

    /**
     * Returns by how much a server that follows the writer may be behind when it answers a read, where the backend has one.
     *
     * @return the bound that stores are opened with; zero unless overridden, and then no such server is asked
     */
    protected Duration readerBound() {
        return Duration.ZERO;
    }

    /**
     * Returns whether a value has the stamp that the step gave it. A store of bytes MUST keep it; one in this process MAY
     * give values stamps of its own, which MUST then stay the same until the value is changed, and differ after it.
     *
     * @return true unless overridden
     */
    protected boolean keepsValueStamps() {
        return true;
    }

    /**
     * Returns how long a key the store must take.
     *
     * @return a length in bytes; 64 KiB unless overridden
     */
    protected int maximumKeyBytes() {
        return 64 * 1024;
    }

    /**
     * Restarts the server behind the store, so that it comes back as another, having forgotten what it was told, all or the
     * latest.
     *
     * @return whether it did; false unless overridden, and then the cases of a restart are left out
     */
    protected boolean restart() {
        return false;
    }
}
