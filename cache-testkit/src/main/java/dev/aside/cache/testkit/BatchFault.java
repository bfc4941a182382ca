package dev.aside.cache.testkit;

import java.time.Duration;

/**
 * What happens to a batch on its way: something first, and then it meets its fate.
 *
 * @param name what it is called in a message
 * @param fate what becomes of the batch
 * @param delay how late it is answered, if it is delayed
 * @param first what is done before
 */
record BatchFault(String name, Fate fate, Duration delay, Runnable first) {

    /** What becomes of a batch. */
    enum Fate {
        NORMAL,
        TIMED_OUT,
        REFUSED,
        REPLY_LOST,
        DELAYED
    }
}
