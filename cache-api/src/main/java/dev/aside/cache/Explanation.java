package dev.aside.cache;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the tiers know of one key, as {@link Cache#explain} found it: facts by name, in the order in which a read meets them.
 * The names are {@code cache}, {@code mode}, {@code backend}, {@code near} (the copy in this process, and why it is served or
 * not), {@code feed} (whether pushes are proven to arrive, on which the near copies depend), {@code far} (the slot on the
 * server), {@code own change} (whether the caller has changed it lately), {@code age}, {@code soft expiry}, {@code hard expiry}, {@code tags}, {@code lease}, {@code writers}, {@code load},
 * {@code pending change} and {@code a read would}; a fact that does not apply is left out. Neither key nor value is among them.
 *
 * <p><b>Thread-safety:</b> immutable.
 */
public final class Explanation {

    private final Map<String, String> facts;

    /**
     * Creates the explanation.
     *
     * @param facts the facts in order
     */
    public Explanation(Map<String, String> facts) {
        this.facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
    }

    /**
     * Returns the facts.
     *
     * @return what is known, by name
     */
    public Map<String, String> facts() {
        return facts;
    }

    /** Returns the facts, one a line. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        facts.forEach(
                (name, fact) -> text.append(name).append(": ").append(fact).append('\n'));
        return text.toString();
    }
}
