package dev.aside.cache.memcached;

import org.jspecify.annotations.Nullable;

/** Whether a member is banned, as an item: one that there is not says no. */
final class Bans {

    private static final char KIND = 'x';

    private Bans() {}

    static byte[] write(boolean isBanned) {
        return new BoardOutput(KIND).flag(isBanned).done();
    }

    static boolean isBanned(@Nullable Item item) {
        return Boolean.TRUE.equals(BoardInput.read(item, KIND, BoardInput::flag));
    }
}
