package dev.aside.cache.spi;

import dev.aside.cache.leaderboard.Score;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One atomic step on a leaderboard, as data. What becomes of one member's score is written once, in {@link BoardRules}; a store that
 * runs scripts on its server MUST do the same, and the contract suite holds it to that. Times are milliseconds since 1970 by the
 * store's own clock, unless they are said to be microseconds.
 */
public sealed interface BoardStep {

    /** A step that changes nothing, and MAY be answered by a reader, unless it says otherwise. */
    sealed interface Query extends BoardStep {}

    /**
     * Submits a score in windows. Answered by {@link BoardReply.Submitted} or {@link BoardReply.Reused}.
     *
     * <p>A window whose time to close has come, by the store's clock, refuses; so it does not in a build, which refuses those only
     * that have expired. Where the member is banned, all refuse. Where the score's operation is remembered, nothing is done, and
     * the answer is that of the first time with the standings of now. While a board is being built, what is submitted goes into
     * what is built too, but for windows that refuse it as closed; what is remembered of operations is remembered for each.
     *
     * @param score the score; its time, if null, is the store's
     * @param windows the windows of that time, in the order of the periods; null where a period has none then
     * @param build the build that it is for alone, or zero
     */
    record Submit(Score score, List<@Nullable BoardWindow> windows, long build) implements BoardStep {}

    /**
     * Removes a member from windows. Answered by {@link BoardReply.Done}, with whether it stood in any.
     *
     * @param member who
     * @param ban whether what it submits is refused from then on
     * @param windows all windows that can be read
     */
    record Remove(String member, boolean ban, List<BoardWindow> windows) implements BoardStep {}

    /**
     * Lets a member submit again. Answered by {@link BoardReply.Done}, with whether it was banned.
     *
     * @param member who
     */
    record Unban(String member) implements BoardStep {}

    /**
     * Reads from the beginning. Answered by {@link BoardReply.Listed}, or by {@link BoardReply.Unchanged} where the window's version
     * is the one known.
     *
     * @param window the window
     * @param most how many; zero for the number of members alone
     * @param knownVersion the version that the caller has, or a negative number
     */
    record Top(BoardWindow window, int most, long knownVersion) implements Query {}

    /**
     * Reads behind a place, which need not be anybody's. Answered by {@link BoardReply.Listed}.
     *
     * @param window the window
     * @param after the place
     * @param member whose it was
     * @param most how many
     */
    record Behind(BoardWindow window, BoardRecord after, String member, int most) implements Query {}

    /**
     * Reads around a member. Answered by {@link BoardReply.Listed}, with nobody if the member does not stand there. By the writer.
     *
     * @param window the window
     * @param member who
     * @param each how many each way
     */
    record Around(BoardWindow window, String member, int each) implements Query {}

    /**
     * Looks members up. Answered by {@link BoardReply.Found}. By the writer.
     *
     * @param window the window
     * @param members who
     */
    record Find(BoardWindow window, List<String> members) implements Query {}

    /**
     * Takes windows that have been closed and whose end has not been told, so that for a while nobody else takes them. Closes them
     * for good, whatever the clock says later. Answered by {@link BoardReply.Ended}.
     *
     * @param most how many at most
     * @param claimMillis after how long others may take them
     */
    record TakeEnded(int most, long claimMillis) implements BoardStep {}

    /**
     * Notes that a window's end has been told. Answered by {@link BoardReply.Done}, with whether it had not been noted before.
     *
     * @param window the window
     */
    record Told(BoardWindow window) implements BoardStep {}

    /**
     * Begins a build, or lets it go on. Answered by {@link BoardReply.Done}: true, or false if there is another, or this one has been
     * taken for dead. It is also dead where a server answers that may not have all that went before, such as a replica that was
     * promoted.
     *
     * @param build its number by chance, not zero
     * @param begins whether it begins
     * @param claimMillis for how long others keep off, unless it goes on before
     */
    record Build(long build, boolean begins, long claimMillis) implements BoardStep {}

    /**
     * Ends a build. Answered by {@link BoardReply.Done}: true, or false if it has been taken for dead, or has ended before.
     *
     * @param build its number
     * @param swaps whether what was built is the board from now on; otherwise it is dropped
     * @param windows all windows that can be read
     */
    record EndBuild(long build, boolean swaps, List<BoardWindow> windows) implements BoardStep {}
}
