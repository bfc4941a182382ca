package dev.aside.cache.engine;

import dev.aside.cache.route.CommitPosition;
import dev.aside.cache.spi.StepReply.TokenSeen;
import dev.aside.cache.spi.Ticker;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * For how long a token has been as it is. What moved it was committed before anybody saw it closed, so once that is longer ago than a place
 * of the writer's may be old, whoever has such a place has the change, too, and its floor asks nothing more. A slot's floor goes when a
 * value is stored; a token has none, and its floor would be asked for until it moves again: with an unknown one only the writer would do.
 */
final class TokenAge {

    private record Seen(long id, long sinceNanos) {}

    private final Ticker ticker;
    private final long lagNanos;
    private volatile @Nullable Seen last;

    /** @param lag how old a place of the writer's may be */
    TokenAge(Ticker ticker, Duration lag) {
        this.ticker = ticker;
        this.lagNanos = lag.toNanos();
    }

    /** Returns what is to be made of a token that has been read just now. */
    TokenSeen aged(TokenSeen token) {
        if (token.open() || token.floor().isNone()) {
            return token;
        }
        long now = ticker.nanos();
        Seen known = last;
        if (known == null || known.id() != token.id()) {
            last = new Seen(token.id(), now);
            return token;
        }
        boolean isOld = now - known.sinceNanos() > lagNanos;
        return isOld ? new TokenSeen(token.id(), CommitPosition.NONE, /* open= */ false) : token;
    }
}
