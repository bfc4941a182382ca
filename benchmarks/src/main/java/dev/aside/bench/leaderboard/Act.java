package dev.aside.bench.leaderboard;

import dev.aside.bench.kit.Timed;
import java.util.List;

/** What is done on a board that is on a server. */
enum Act implements Timed {
    /** A member's better score, answered with the rank that it has then. */
    SUBMIT("submit with rank", 8, 1),
    /** Who is around a member: five each way, with ranks and scores. */
    AROUND("around me, 5 each way", 8, 1),
    /** The best hundred. */
    TOP("top 100", 8, 1),
    /** A hundred better scores in one go. */
    BULK("100 in one go", 1, 100);

    private final String label;
    private final int threads;
    private final int members;

    Act(String label, int threads, int members) {
        this.label = label;
        this.threads = threads;
        this.members = members;
    }

    @Override
    public String label() {
        return label + (threads == 1 ? ", 1 thread" : ", " + threads + " threads");
    }

    @Override
    public int threads() {
        return threads;
    }

    /** For how many members one call is. */
    int members() {
        return members;
    }

    static List<Act> all() {
        return List.of(values());
    }
}
