package dev.aside.cache.engine;

/** The decisions of the engine, as a run has them. */
public final class EngineRules {

    /** As they are shipped. */
    public static final EngineRules SHIPPED = new EngineRules(Rules.SHIPPED);

    private final Rules rules;

    EngineRules(Rules rules) {
        this.rules = rules;
    }

    Rules rules() {
        return rules;
    }
}
