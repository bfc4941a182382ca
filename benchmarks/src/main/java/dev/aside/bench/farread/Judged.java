package dev.aside.bench.farread;

import dev.aside.bench.kit.LastLine;
import dev.aside.bench.kit.Table;

/** What the rounds of a question say. */
public interface Judged {
    /**
     * The figures beside their goals.
     *
     * @return a table
     */
    Table board();

    /**
     * What the run ends with.
     *
     * @return every key in its order
     */
    LastLine lastLine();
}
