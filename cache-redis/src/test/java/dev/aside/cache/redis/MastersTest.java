package dev.aside.cache.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which of several servers that say what they are is written to. */
final class MastersTest {

    private static final Replication GONE = Replication.UNKNOWN;

    private final Masters masters = new Masters();

    private static Replication master(String history, String previous) {
        return new Replication(true, history, 100, previous, 100, true);
    }

    private static Replication follower(String history) {
        return new Replication(false, history, 100, "", -2, true);
    }

    private int choose(boolean all, Replication... said) {
        List<Replication> list = Arrays.asList(said);
        masters.hear(list);
        return masters.choose(list, all);
    }

    /** Chooses, and writes there. */
    private int write(Replication... said) {
        int chosen = choose(true, said);
        masters.write(said[chosen].history());
        return chosen;
    }

    private boolean mustLeave(String history, Replication... said) {
        List<Replication> list = Arrays.asList(said);
        masters.hear(list);
        return masters.mustLeave(history, list);
    }

    @Test
    void theOnlyMaster_isChosen_onceAllAreHeard() {
        assertThat(choose(false, GONE, master("a", ""))).isEqualTo(Masters.NONE);
        assertThat(choose(true, GONE, master("a", ""))).isEqualTo(1);
        assertThat(choose(true, follower("a"), GONE)).isEqualTo(Masters.NONE);
    }

    @Test
    void masterOfMost_isChosenAtOnce() {
        assertThat(choose(false, GONE, master("a", ""), follower("a"))).isEqualTo(1);
        assertThat(choose(false, master("b", ""), master("a", ""), follower("a")))
                .isEqualTo(1);
        assertThat(choose(false, GONE, GONE, master("a", ""), follower("a"))).isEqualTo(Masters.NONE);
    }

    @Test
    void whoWasWrittenToLast_isChosenAtOnce_andStaysSo() {
        assertThat(write(master("a", ""), GONE)).isZero();
        assertThat(choose(false, master("a", ""), GONE)).isZero();
        assertThat(choose(true, master("a", ""), master("b", ""))).isZero();
        assertThat(mustLeave("a", master("a", ""), master("b", ""))).isFalse();
    }

    @Test
    void whoWasPromoted_isChosenAtOnce_andTheOldMasterNeverAgain() {
        write(master("a", ""), follower("a"));
        assertThat(choose(false, GONE, master("b", "a"))).isEqualTo(1);
        assertThat(choose(true, master("a", ""), master("b", "a"))).isEqualTo(1);
        assertThat(mustLeave("a", master("a", ""), master("b", "a"))).isTrue();
        assertThat(mustLeave("b", master("a", ""), master("b", "a"))).isFalse();
        assertThat(choose(true, master("a", ""), GONE))
                .as("cut off from the others, and alone in sight")
                .isEqualTo(Masters.NONE);
        assertThat(choose(true, master("c", "a"), GONE)).as("started again").isZero();
    }

    @Test
    void followerOfTheOneThatWasPromoted_tellsOfIt() {
        write(master("a", ""), follower("a"), follower("a"));
        Replication follows = new Replication(false, "b", 100, "a", 100, true);
        assertThat(mustLeave("a", master("a", ""), GONE, follows)).isTrue();
    }

    @Test
    void whoWasPromotedByMistakeAndFollowsAgain_hasLeftNobodyBehind() {
        write(master("a", ""), follower("a"));
        assertThat(choose(true, master("a", ""), master("b", "a"))).isEqualTo(1);
        assertThat(choose(true, master("a", ""), follower("a"))).isZero();
    }

    @Test
    void severalOfWhichNothingIsKnown_areNotWrittenTo_whileNothingIsSettled() {
        assertThat(choose(true, master("a", ""), master("b", ""))).isEqualTo(Masters.NONE);
        assertThat(choose(true, master("a2", "a"), master("b", "a")))
                .as("both have gone on from the same")
                .isEqualTo(Masters.NONE);
        assertThat(choose(true, follower("b"), master("b", "a"))).isEqualTo(1);
    }

    @Test
    void siblings_afterWhatWasWritten_areNotChosenFrom() {
        write(master("a", ""), follower("a"));
        assertThat(choose(true, master("a2", "a"), master("b", "a"))).isEqualTo(Masters.NONE);
    }

    @Test
    void mostOfTheOthers_outweighWhoWasWrittenTo() {
        write(master("a", ""), GONE, GONE);
        assertThat(mustLeave("a", master("a", ""), master("b", ""), follower("b")))
                .isTrue();
        assertThat(choose(true, master("a", ""), master("b", ""), follower("b")))
                .isEqualTo(1);
    }

    @Test
    void serversThatNameNoHistory_haveNoMajority() {
        assertThat(choose(false, master("", ""), follower(""), follower(""))).isEqualTo(Masters.NONE);
        assertThat(choose(true, master("", ""))).isZero();
    }
}
