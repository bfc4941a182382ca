package dev.aside.cache.engine.session;

import dev.aside.cache.session.SessionConcurrency;
import dev.aside.cache.session.SessionOutage;
import dev.aside.cache.session.SessionOverflow;
import dev.aside.cache.session.SessionView;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What a session store was told.
 *
 * @param name its name
 * @param secrets by which ids are issued, and were
 * @param random gives bytes that nobody can guess
 * @param types what attributes may be
 * @param life how long sessions live
 * @param concurrency what becomes of requests that change one session at once
 * @param limits what is bounded
 * @param outage what happens while the server does not answer
 * @param nearBound how old what this process answers by itself may be, or null if it always asks the server
 * @param onExpiry told of sessions that have ended by themselves, or null if nobody is
 * @param savesMutated whether an object that was changed in place is saved
 */
public record SessionOptions(
        String name,
        List<byte[]> secrets,
        RandomGenerator random,
        AttributeTypes types,
        Life life,
        SessionConcurrency concurrency,
        Limits limits,
        Outage outage,
        @Nullable Duration nearBound,
        @Nullable Consumer<SessionView> onExpiry,
        boolean savesMutated) {

    /**
     * How long sessions live.
     *
     * @param idle when nobody comes for them
     * @param longest in any case
     * @param grace how long the former id lets in requests that are under way
     */
    public record Life(Duration idle, Duration longest, Duration grace) {}

    /**
     * What is bounded.
     *
     * @param sessions the most sessions in this process
     * @param attributes the most attributes of a session
     * @param bytes the most bytes of them
     * @param perPrincipal the most sessions of a principal, or zero for any number
     * @param overflow what happens beyond that
     * @param operation how long a caller waits for the server
     * @param exclusive how long a caller waits for a session that another has alone, and may have it alone
     */
    public record Limits(
            long sessions,
            int attributes,
            long bytes,
            int perPrincipal,
            SessionOverflow overflow,
            Duration operation,
            Duration exclusive) {}

    /**
     * What happens while the server does not answer.
     *
     * @param policy what
     * @param localFor for how long this node goes on by itself
     */
    public record Outage(SessionOutage policy, Duration localFor) {}

    /** Says no secret. */
    @Override
    public String toString() {
        return "SessionOptions[" + name + "]";
    }
}
