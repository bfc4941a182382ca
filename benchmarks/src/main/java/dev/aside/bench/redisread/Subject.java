package dev.aside.bench.redisread;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import dev.aside.bench.farread.Call;
import dev.aside.bench.farread.Reader;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Whose reads are measured, and which of them it has. */
enum Subject implements Reader {
    /** Ours, by the defaults but without a near tier. */
    ASIDE("Aside", true, everything()),
    /** Lettuce itself; its many keys are pipelined gets. */
    LETTUCE("Lettuce", true, everything()),
    /** Lettuce's one command for many keys. */
    LETTUCE_MGET("Lettuce, MGET", false, EnumSet.of(Call.ALL_100)),
    /** Jedis: pooled, its async a pipeline, its many keys one command. */
    JEDIS("Jedis, pooled and pipelined", true, everything()),
    /** Redisson's buckets. */
    REDISSON("Redisson", false, everything()),
    /** Spring's cache on Redis, which has no async or many keys without a reactive driver. */
    SPRING("Spring RedisCache", false, EnumSet.copyOf(Call.SYNC)),
    /** JetCache's remote cache over Lettuce. */
    JETCACHE("JetCache, remote", false, EnumSet.of(Call.GET_1, Call.GET_8, Call.GET_64, Call.ALL_100));

    private final String label;
    private final boolean named;
    private final ImmutableSet<Call> calls;

    Subject(String label, boolean named, Set<Call> calls) {
        this.label = label;
        this.named = named;
        this.calls = Sets.immutableEnumSet(calls);
    }

    /** A hundred reads under way are a call for a hundred keys here, for who has no other. */
    private static Set<Call> everything() {
        return EnumSet.complementOf(EnumSet.of(Call.ASYNC_100));
    }

    @Override
    public String label() {
        return label;
    }

    @Override
    public Set<Call> calls() {
        return calls;
    }

    static List<Subject> all() {
        return List.of(values());
    }

    /** Those whom a key of the last line names, or who decide one. */
    static List<Subject> named() {
        return Arrays.stream(values()).filter(subject -> subject.named).toList();
    }

    /** Who of these, beside us, is measured at a call. */
    static List<String> peersAt(List<Subject> among, Call call) {
        return among.stream()
                .filter(subject -> subject != ASIDE && subject.calls.contains(call))
                .map(Subject::name)
                .toList();
    }
}
