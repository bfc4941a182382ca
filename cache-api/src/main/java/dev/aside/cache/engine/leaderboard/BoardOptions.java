package dev.aside.cache.engine.leaderboard;

import dev.aside.cache.leaderboard.BoardDefinition;
import dev.aside.cache.leaderboard.PeriodEnd;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a leaderboard was told.
 *
 * @param name its name
 * @param definition what it is
 * @param operations for how long operations' ids are remembered
 * @param topAge how old a first page may be that this process answers, or null for what is usual with its backend
 * @param operation how long a caller waits for the server
 * @param onPeriodEnd told of periods that have ended, or null if nobody is
 */
public record BoardOptions(
        String name,
        BoardDefinition definition,
        Duration operations,
        @Nullable Duration topAge,
        Duration operation,
        @Nullable Consumer<PeriodEnd> onPeriodEnd) {}
