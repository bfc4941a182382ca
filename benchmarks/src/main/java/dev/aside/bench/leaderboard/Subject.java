package dev.aside.bench.leaderboard;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import dev.aside.bench.kit.Entrant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Whose board on a server is measured. */
enum Subject implements Entrant<Act> {
    /** Ours, by the defaults: whoever has reached a score first is ahead, and the top page may be a quarter of a second old. */
    ASIDE("Aside", EnumSet.allOf(Act.class)),
    /** Ours, with ties broken by name, as a sorted set alone does it, and every top page asked of the server. */
    ASIDE_PLAIN("Aside, ties by name, topAge(0)", EnumSet.allOf(Act.class)),
    /** Lettuce itself, in two round trips; a hundred at once are one command, and are answered without their ranks. */
    LETTUCE("Lettuce, 2 round trips", EnumSet.allOf(Act.class)),
    /** Lettuce with both commands under way at once, which for what is around somebody is not possible. */
    LETTUCE_PIPELINED("Lettuce, pipelined", EnumSet.of(Act.SUBMIT)),
    /** Redisson's sorted set. */
    REDISSON("Redisson", EnumSet.allOf(Act.class));

    private final String label;
    private final ImmutableSet<Act> calls;

    Subject(String label, Set<Act> calls) {
        this.label = label;
        this.calls = Sets.immutableEnumSet(calls);
    }

    @Override
    public String label() {
        return label;
    }

    @Override
    public Set<Act> calls() {
        return calls;
    }

    static List<Subject> all() {
        return List.of(values());
    }

    /** Those whom a key of the last line names. */
    static List<Subject> named() {
        return List.of(ASIDE, LETTUCE, REDISSON);
    }
}
