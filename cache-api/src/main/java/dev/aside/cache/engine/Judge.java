package dev.aside.cache.engine;

import dev.aside.cache.LoadStrategies;
import dev.aside.cache.LoadStrategy;
import dev.aside.cache.spi.Entry;
import dev.aside.cache.spi.StepReply.TokenSeen;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Says what a stored value is worth to a read. */
final class Judge<K, V> {

    enum Verdict {
        SERVE,
        SERVE_AND_REFRESH,
        /** Valid, but not what this caller wants: it stays for the others while this one loads. */
        RELOAD,
        /** No longer young enough: to be replaced, and kept beside the lease for want of anything better. */
        OLD,
        /** Changed since: to be replaced and forgotten. */
        DEAD,
        /** Of another codec or another version of the type, or damaged: the same. */
        UNREADABLE
    }

    /**
     * A verdict, and the value where there is one to serve.
     *
     * @param verdict the verdict
     * @param value the value, {@link dev.aside.cache.spi.NearTier#ABSENT}, or null if it is dead
     */
    record Judged(Verdict verdict, @Nullable Object value) {

        /** Returns whether the value is served as it is. */
        boolean isGood() {
            return verdict == Verdict.SERVE || verdict == Verdict.SERVE_AND_REFRESH;
        }
    }

    private static final Judged DEAD = new Judged(Verdict.DEAD, null);

    private static final Judged UNREADABLE = new Judged(Verdict.UNREADABLE, null);

    private final Parts<K, V> parts;

    /** Whether the strategy is the one that needs no view of an entry, which is most caches'. */
    private final boolean lazy;

    Judge(Parts<K, V> parts) {
        this.parts = parts;
        this.lazy = parts.options.source().loadStrategy() == LoadStrategies.lazy();
    }

    Judged judge(Entry entry, Tokens tokens, Map<String, TokenSeen> tagTokens, long maxAgeMillis, boolean reload) {
        Judged judged = look(entry, tokens, tagTokens, maxAgeMillis, reload);
        if (judged.verdict() == Verdict.UNREADABLE) {
            parts.counters.unstorable.increment();
        }
        return judged;
    }

    /** Judges, and counts nothing. */
    Judged look(Entry entry, Tokens tokens, Map<String, TokenSeen> tagTokens, long maxAgeMillis, boolean reload) {
        if (!parts.rules.stands(entry, tokens, tagTokens)) {
            return DEAD;
        }
        Object value = parts.binding.valueOf(entry);
        if (value == null) {
            return UNREADABLE;
        }
        long now = parts.store.timeMillis();
        LoadStrategy.Decision decision = decide(entry, now, false);
        if (decision == LoadStrategy.Decision.LOAD) {
            return new Judged(Verdict.OLD, value);
        }
        if (reload || now - entry.createdMillis() > maxAgeMillis || maxAgeMillis == 0) {
            return new Judged(Verdict.RELOAD, value);
        }
        boolean refresh = decision == LoadStrategy.Decision.SERVE_AND_REFRESH;
        return new Judged(refresh ? Verdict.SERVE_AND_REFRESH : Verdict.SERVE, value);
    }

    /** Returns the value if the strategy serves it though no load can be waited for, or null. */
    @Nullable
    Object instead(@Nullable Entry last, boolean loadFailed, long maxAgeMillis) {
        long now = parts.store.timeMillis();
        if (last == null || now - last.createdMillis() > maxAgeMillis) {
            return null;
        }
        boolean serve = decide(last, now, loadFailed) != LoadStrategy.Decision.LOAD;
        return serve ? parts.binding.valueOf(last) : null;
    }

    private LoadStrategy.Decision decide(Entry entry, long now, boolean loadFailed) {
        if (lazy && now < entry.softMillis()) {
            return LoadStrategy.Decision.SERVE;
        }
        return parts.options
                .source()
                .loadStrategy()
                .decide(parts.binding.view(entry, now, loadFailed), parts.runtime.random());
    }
}
