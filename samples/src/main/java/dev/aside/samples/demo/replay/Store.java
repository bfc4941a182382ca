package dev.aside.samples.demo.replay;

import dev.aside.samples.demo.shop.Row;
import org.jspecify.annotations.Nullable;

/** What a replay talks to: the database itself, or a cache in front of it. Must be safe for many threads; may block. */
public interface Store {
    /**
     * Reads a row.
     *
     * @param key the row's key
     * @return the row, or null if there is none
     */
    @Nullable
    Row read(Integer key);

    /**
     * Changes a row.
     *
     * @param row the new content
     * @return true if the change is acknowledged: from now on the promise holds readers to it
     */
    boolean write(Row row);
}
