package dev.aside.bench.routing;

import com.google.common.collect.ImmutableSet;
import java.util.Arrays;
import java.util.List;

/** Who is measured. Public because the harness reads it as a parameter. */
public enum Subject {
    /** Ours in a scope that asks for a reader, and that is there already. */
    ASIDE("Aside, in a scope", ImmutableSet.of(Act.BORROW, Act.READ), ImmutableSet.of(Act.BORROW)),
    /** Ours in a scope that is opened and closed for each connection. */
    ASIDE_SCOPES("Aside, a scope each time", ImmutableSet.of(Act.BORROW), ImmutableSet.of()),
    /** Ours in a scope, with two readers, of which the less loaded is chosen. */
    ASIDE_TWO("Aside, in a scope, two readers", ImmutableSet.of(Act.BORROW), ImmutableSet.of()),
    /** Ours where the connection is said to be read-only. */
    ASIDE_READ_ONLY("Aside, setReadOnly(true)", ImmutableSet.of(Act.READ), ImmutableSet.of(Act.READ)),
    /** The pool itself, to the reader and to nobody else. */
    HIKARI("HikariCP to the reader", ImmutableSet.of(Act.BORROW, Act.READ), ImmutableSet.of(Act.BORROW)),
    /** Spring's proxy over two pools. */
    SPRING_LAZY("Spring lazy proxy, setReadOnly(true)", ImmutableSet.of(Act.READ), ImmutableSet.of(Act.READ)),
    /** The wrapper within a pool. */
    AWS_IN_POOL("AWS wrapper in HikariCP", ImmutableSet.of(Act.BORROW, Act.READ), ImmutableSet.of(Act.BORROW)),
    /** The wrapper over pools of its own. */
    AWS_OVER_POOLS("AWS wrapper over HikariCP", ImmutableSet.of(Act.BORROW, Act.READ), ImmutableSet.of());

    private final String label;
    private final ImmutableSet<Act> acts;
    private final ImmutableSet<Act> named;

    /** @param named what a key of the last line names */
    Subject(String label, ImmutableSet<Act> acts, ImmutableSet<Act> named) {
        this.label = label;
        this.acts = acts;
        this.named = named;
    }

    String label() {
        return label;
    }

    /** Whether it is Amazon's wrapper, however it is pooled. */
    boolean isWrapper() {
        return this == AWS_IN_POOL || this == AWS_OVER_POOLS;
    }

    /** Those who do it, or only those of them whom a key of the last line names. */
    static List<Subject> doing(Act act, boolean onlyNamed) {
        return Arrays.stream(values())
                .filter(subject -> (onlyNamed ? subject.named : subject.acts).contains(act))
                .toList();
    }
}
