package dev.aside.cache.spi;

import dev.aside.cache.leaderboard.BoardDefinition;

/**
 * What a backend is told of a leaderboard that it opens.
 *
 * @param boardName the name, which is also its namespace
 * @param definition what it is; it is recorded with the board
 * @param keepOperationsMillis for how long operations' ids are remembered
 */
public record BoardSpec(String boardName, BoardDefinition definition, long keepOperationsMillis) {

    /**
     * Returns what stands for the definition where it is compared.
     *
     * @return a digest of its text
     */
    public Digest digest() {
        return Digest.ofText(definition.text());
    }
}
