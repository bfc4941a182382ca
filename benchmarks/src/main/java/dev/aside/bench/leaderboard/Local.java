package dev.aside.bench.leaderboard;

/** Whose board in this process is measured. */
public enum Local {
    /** Ours, by the defaults. */
    ASIDE("Aside"),
    /** The JDK's concurrent skip list, which counts its way to a rank. */
    SKIP_LIST("skip list"),
    /** The JDK's tree, one caller at a time, which does so too. */
    TREE("tree, synchronized");

    private final String label;

    Local(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }
}
