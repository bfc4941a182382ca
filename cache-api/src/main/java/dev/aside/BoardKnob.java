package dev.aside;

/** The settings of a leaderboard, by the names of the builder's methods. */
enum BoardKnob implements Settings.Setting {
    ORDER("order"),
    SCORE("score"),
    TIES("ties"),
    RANKS("ranks"),
    MAXIMUM_MEMBERS("maximumMembers"),
    GRACE("grace"),
    ARCHIVE("archive"),
    DECIMALS("decimals"),
    REMEMBER_OPERATIONS("rememberOperations"),
    TOP_AGE("topAge"),
    ON_PERIOD_END("onPeriodEnd"),
    OPERATION_TIMEOUT("operationTimeout");

    private final String method;

    BoardKnob(String method) {
        this.method = method;
    }

    @Override
    public String method() {
        return method;
    }
}
