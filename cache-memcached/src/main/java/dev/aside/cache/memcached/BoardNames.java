package dev.aside.cache.memcached;

import dev.aside.cache.spi.BoardWindow;
import dev.aside.cache.spi.SlotKey;
import java.nio.charset.StandardCharsets;

/**
 * What the items of a board are called on the servers, after one letter each:
 *
 * <pre>
 *   m                                  the charter
 *   a and a number                     a beacon of the board, one on each node
 *   w, generation and a number         a beacon of a generation, one on each node
 *   t, generation, period and start    the sheet of a window
 *   r, the same and the member         a member's card in a window
 *   o, generation and operation        the receipt of an operation
 *   x and the member                   that the member is banned
 * </pre>
 */
final class BoardNames {

    private final Keys keys;

    BoardNames(Keys keys) {
        this.keys = keys;
    }

    private String name(String text) {
        return keys.name(SlotKey.ofBytes(SlotKey.Kind.ENTRY, text.getBytes(StandardCharsets.UTF_8)));
    }

    String charter() {
        return name("m");
    }

    String beacon(int number) {
        return name("a" + number);
    }

    String beacon(long generation, int number) {
        return name("w" + generation + "." + number);
    }

    String sheet(long generation, BoardWindow window) {
        return name("t" + in(generation, window));
    }

    String card(long generation, BoardWindow window, String member) {
        return name("r" + in(generation, window) + "." + member);
    }

    private static String in(long generation, BoardWindow window) {
        return generation + "." + window.period() + "." + window.startMillis();
    }

    String receipt(long generation, String operation) {
        return name("o" + generation + "." + operation);
    }

    String ban(String member) {
        return name("x" + member);
    }
}
