package dev.aside.cache.spi;

import dev.aside.cache.leaderboard.Leaderboard;
import dev.aside.cache.leaderboard.Page;
import dev.aside.cache.leaderboard.Standing;
import dev.aside.cache.leaderboard.Submission;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The answer to one {@link BoardStep}. */
public sealed interface BoardReply {

    /**
     * What a submission has done.
     *
     * @param submission in each period
     */
    record Submitted(Submission submission) implements BoardReply {}

    /** The operation has been used for another submission. */
    record Reused() implements BoardReply {
        /** The one answer. */
        public static final Reused INSTANCE = new Reused();
    }

    /**
     * Some members, in their order.
     *
     * @param standings how they stand
     * @param total how many members there are in all
     * @param version the window's version: as long as it is the same, those at the beginning are too, at least the first
     *     {@link #WATCHED} of them. It is the time in microseconds of the last change among them, or one more than the version before,
     *     whichever is more
     * @param state whether something is known to be missing
     */
    record Listed(List<Standing> standings, long total, long version, Page.State state) implements BoardReply {

        /** How many from the beginning a version vouches for. */
        public static final int WATCHED = Leaderboard.MAXIMUM_WATCHED;
    }

    /**
     * The version is the one known.
     *
     * @param total how many members there are in all
     */
    record Unchanged(long total) implements BoardReply {}

    /**
     * Members that were looked up.
     *
     * @param places how each stands, in the order asked for; null where it does not
     * @param total how many members there are in all
     * @param state whether something is known to be missing
     */
    record Found(List<@Nullable Place> places, long total, Page.State state) implements BoardReply {}

    /**
     * How a member stands.
     *
     * @param standing the standing
     * @param better how many have a better score
     * @param error by how much that may be wrong
     */
    record Place(Standing standing, long better, long error) {}

    /**
     * Windows that have been closed.
     *
     * @param windows each window: its period and its start; the rest may be zero
     */
    record Ended(List<BoardWindow> windows) implements BoardReply {}

    /**
     * It has been done.
     *
     * @param changed whether it was not so before
     */
    record Done(boolean changed) implements BoardReply {}

    /**
     * The board is recorded with another definition.
     *
     * @param recorded that definition's text
     */
    record Mismatch(String recorded) implements BoardReply {}

    /**
     * The step was not answered as it should have been.
     *
     * @param outcome what is known of it
     * @param reason why, without secrets or values
     */
    record Failed(StepReply.Outcome outcome, String reason) implements BoardReply {}
}
