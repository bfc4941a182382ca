package dev.aside.cache.testkit;

import dev.aside.cache.leaderboard.Standing;
import dev.aside.cache.spi.BoardReply;
import dev.aside.cache.spi.BoardStep;
import dev.aside.cache.spi.BoardWindow;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which versions of windows have been seen, and what the first of them were then: a version that is seen again vouches for the same.
 * Whether one changes with what is further back is the store's business, but not with nothing.
 */
final class BoardVersions {

    private final Map<String, Seen> latest = new HashMap<>();
    private final Map<String, Seen> all = new HashMap<>();

    private record Seen(long version, List<Standing> first, long changes) {}

    private static List<Standing> first(NaiveWindow window) {
        return window.list(0, BoardReply.Listed.WATCHED);
    }

    private static String key(BoardWindow window, long version) {
        return NaiveGeneration.name(window) + " " + version;
    }

    /** Returns the version seen last, or a negative number. */
    long last(BoardWindow window) {
        Seen seen = latest.get(NaiveGeneration.name(window));
        return seen == null ? -1 : seen.version();
    }

    /** Notes a version, and returns what is wrong with it, or null. */
    @Nullable
    String saw(BoardWindow window, NaiveWindow model, long version) {
        Seen now = new Seen(version, first(model), model.changes());
        Seen before = all.put(key(window, version), now);
        latest.put(NaiveGeneration.name(window), now);
        return before == null || before.first().equals(now.first()) ? null : "the version of another beginning";
    }

    /** Returns what is wrong with an answer to who knew a version, or null. */
    @Nullable
    String answered(BoardStep.Top step, NaiveWindow model, BoardReply reply) {
        Seen known = all.get(key(step.window(), step.knownVersion()));
        if (reply instanceof BoardReply.Unchanged) {
            boolean isSo = known != null && known.first().equals(first(model));
            return isSo ? null : "it is not unchanged";
        }
        boolean isSame = known != null && known.changes() == model.changes();
        return isSame ? "it is unchanged" : null;
    }
}
