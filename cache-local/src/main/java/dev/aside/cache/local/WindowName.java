package dev.aside.cache.local;

import dev.aside.cache.spi.BoardWindow;

/**
 * What a window is named by.
 *
 * @param period which of the board's periods
 * @param startMillis its first millisecond
 */
record WindowName(int period, long startMillis) {

    static WindowName of(BoardWindow window) {
        return new WindowName(window.period(), window.startMillis());
    }
}
