package dev.aside;

/** The settings of a session store, by the names of the builder's methods. */
enum SessionKnob implements Settings.Setting {
    OTHER_ATTRIBUTES("otherAttributes"),
    IDLE_TIMEOUT("idleTimeout"),
    LONGEST_LIFE("longestLife"),
    ID_GRACE("idGrace"),
    CONCURRENCY("concurrency"),
    EXCLUSIVE_FOR("exclusiveFor"),
    OVERFLOW("maximumPerPrincipal"),
    MAXIMUM_PER_PRINCIPAL("maximumPerPrincipal"),
    MAXIMUM_ATTRIBUTES("maximumAttributes"),
    MAXIMUM_BYTES("maximumBytes"),
    MAXIMUM_SESSIONS("maximumSessions"),
    WHEN_UNAVAILABLE("whenUnavailable"),
    LOCAL_FOR("localFor"),
    NEAR_BOUND("nearBound"),
    ON_EXPIRY("onExpiry"),
    SAVES_MUTATED("savesMutated"),
    OPERATION_TIMEOUT("operationTimeout"),
    RANDOM("random");

    private final String method;

    SessionKnob(String method) {
        this.method = method;
    }

    @Override
    public String method() {
        return method;
    }
}
