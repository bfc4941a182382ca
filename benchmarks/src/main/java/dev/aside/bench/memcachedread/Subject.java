package dev.aside.bench.memcachedread;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import dev.aside.bench.farread.Call;
import dev.aside.bench.farread.Reader;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Whose reads are measured: each has every call. */
enum Subject implements Reader {
    /** Ours, by the defaults but without a near tier. */
    ASIDE("Aside"),
    /** spymemcached itself. */
    SPYMEMCACHED("spymemcached"),
    /** XMemcached, which has no reads that nobody waits for. */
    XMEMCACHED("XMemcached"),
    /** Folsom. */
    FOLSOM("Folsom");

    private static final ImmutableSet<Call> CALLS =
            Sets.immutableEnumSet(EnumSet.of(Call.GET_1, Call.GET_8, Call.GET_64, Call.ASYNC_100, Call.ALL_100));

    private final String label;

    Subject(String label) {
        this.label = label;
    }

    @Override
    public String label() {
        return label;
    }

    @Override
    public Set<Call> calls() {
        return this == XMEMCACHED ? Sets.difference(CALLS, Set.of(Call.ASYNC_100)) : CALLS;
    }

    static List<Subject> all() {
        return List.of(values());
    }

    /** Those whom a key of the last line names. */
    static List<Subject> named() {
        return List.of(ASIDE, SPYMEMCACHED);
    }
}
