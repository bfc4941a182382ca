package dev.aside.cache.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ChangeTokenTest {

    private static final long NOW = 1_790_000_000_000L;
    private static final long UNTIL = NOW + 3_000;
    private static final long CACHE = 7;
    private static final CommitPosition AT_5 = CommitPosition.ordered("shop/1", 5);
    private static final CommitPosition AT_9 = CommitPosition.ordered("shop/1", 9);
    private static final CommitPosition ELSEWHERE = CommitPosition.ordered("billing/1", 2);

    private static ChangeToken of(long slot) {
        return of(slot, UNTIL, CommitPosition.NONE);
    }

    private static ChangeToken of(long slot, long until, CommitPosition floor) {
        return ChangeToken.NONE.with(List.of(slot), until, floor, NOW);
    }

    private static ChangeToken many(int changes, long until) {
        return ChangeToken.NONE.with(
                LongStream.rangeClosed(1_000, 999 + changes).boxed().toList(), until, CommitPosition.NONE, NOW);
    }

    private static @Nullable CommitPosition floor(ChangeToken token, long slot) {
        return token.floorOf(CACHE, slot, NOW);
    }

    @Test
    void none_coversNothing_andIsNoBytes() {
        assertThat(floor(ChangeToken.NONE, 1)).isNull();
        assertThat(ChangeToken.NONE.isOver(Long.MIN_VALUE + 1)).isTrue();
        assertThat(ChangeToken.NONE.encode()).isEmpty();
        assertThat(ChangeToken.decode(new byte[0])).isSameAs(ChangeToken.NONE);
    }

    @Test
    void change_countsForItsKey_andNoOther() {
        ChangeToken token = of(1, UNTIL, AT_5);
        assertThat(floor(token, 1)).isEqualTo(AT_5);
        assertThat(floor(token, 2)).isNull();
    }

    @Test
    void changeOfAWholeCache_countsForEachOfItsKeys_andNoOthers() {
        ChangeToken token = of(CACHE, UNTIL, AT_5);
        assertThat(floor(token, 1)).isEqualTo(AT_5);
        assertThat(token.floorOf(8, 1, NOW)).isNull();
    }

    @Test
    void change_countsUntilItEnds() {
        ChangeToken token = of(1);
        assertThat(token.floorOf(CACHE, 1, UNTIL)).isNotNull();
        assertThat(token.isOver(UNTIL)).isFalse();
        assertThat(token.floorOf(CACHE, 1, UNTIL + 1)).isNull();
        assertThat(token.isOver(UNTIL + 1)).isTrue();
    }

    @Test
    void merged_isTheChangesOfBoth_theLaterAndTheHigherOfEach() {
        ChangeToken one = of(1, UNTIL, AT_9).merge(of(2, UNTIL, AT_5));
        ChangeToken both = one.merge(of(2, UNTIL + 50, CommitPosition.NONE)).merge(of(3));
        assertThat(floor(both, 1)).isEqualTo(AT_9);
        assertThat(both.floorOf(CACHE, 2, UNTIL + 50)).isEqualTo(AT_5);
        assertThat(floor(both, 3)).isEqualTo(CommitPosition.NONE);
        assertThat(of(3).merge(one)).isEqualTo(one.merge(of(3)));
    }

    @Test
    void keyAndCacheChanged_askForTheHigherOfBoth() {
        ChangeToken token = of(1, UNTIL, AT_5).merge(of(CACHE, UNTIL, AT_9));
        assertThat(floor(token, 1)).isEqualTo(AT_9);
        assertThat(floor(token, 2)).isEqualTo(AT_9);
    }

    @Test
    void tooMany_standForEverything_untilTheLastOfThemEnds() {
        ChangeToken full = many(64, UNTIL).merge(of(1_000, UNTIL, AT_5));
        assertThat(floor(full, 1)).isNull();
        ChangeToken over = full.with(List.of(1L), UNTIL + 100, AT_9, NOW);
        assertThat(floor(over, 2)).isEqualTo(AT_9);
        assertThat(over.floorOf(99, 2, UNTIL + 100)).isEqualTo(AT_9);
        assertThat(over.isOver(UNTIL + 101)).isTrue();
        assertThat(floor(full.merge(of(1)), 2)).as("merged, too").isNotNull();
    }

    @Test
    void whatHasEnded_makesRoom() {
        ChangeToken old = many(64, NOW - 1);
        ChangeToken token = old.with(List.of(1L), UNTIL, CommitPosition.NONE, NOW);
        assertThat(floor(token, 1)).isNotNull();
        assertThat(floor(token, 2)).isNull();
    }

    @Test
    void bytes_areTheSameToken() {
        ChangeToken token = of(1, UNTIL, AT_5)
                .merge(of(-2, UNTIL - 1_234, CommitPosition.UNKNOWN))
                .merge(of(3, UNTIL - 3_000, CommitPosition.NONE))
                .merge(of(Long.MIN_VALUE, UNTIL, ELSEWHERE));
        assertThat(ChangeToken.decode(token.encode())).isEqualTo(token);
        assertThat(token.encode()).hasSizeLessThan(120);
        ChangeToken everything = many(65, UNTIL);
        assertThat(ChangeToken.decode(everything.encode())).isEqualTo(everything);
    }

    @Test
    void bytes_haveOnePositionOfEachHistory_theHighest() {
        ChangeToken token =
                ChangeToken.decode(of(1, UNTIL, AT_5).merge(of(2, UNTIL, AT_9)).encode());
        assertThat(floor(token, 1)).isEqualTo(AT_9);
        assertThat(floor(token, 2)).isEqualTo(AT_9);
    }

    @Test
    void bytes_haveNothingThatHadEndedWhenTheLastChangeWasMade() {
        ChangeToken token = of(1, NOW - ChangeToken.LONGEST_MILLIS, AT_5)
                .merge(of(2, NOW, AT_5))
                .merge(of(3, NOW + 1, AT_5));
        ChangeToken again = ChangeToken.decode(token.encode());
        assertThat(again).isEqualTo(of(2, NOW, AT_5).merge(of(3, NOW + 1, AT_5)));
    }

    @Test
    void largestToken_isWithinTheBound() {
        ChangeToken token = ChangeToken.NONE;
        for (int i = 1; i <= 64; i++) {
            CommitPosition floor = CommitPosition.unordered("h".repeat(150) + i, new byte[100 + 5 * i]);
            token = token.merge(of(i, UNTIL, floor));
        }
        byte[] bytes = token.encode();
        assertThat(bytes).hasSizeLessThanOrEqualTo(ChangeToken.MAX_BYTES);
        ChangeToken again = ChangeToken.decode(bytes);
        for (int i = 1; i <= 64; i++) {
            CommitPosition floor = Objects.requireNonNull(floor(token, i));
            CommitPosition then = Objects.requireNonNull(floor(again, i));
            assertThat(then.isUnknown() || then.equals(floor)).isTrue();
        }
    }

    private static void assertEverything(byte[] bytes) {
        ChangeToken token = ChangeToken.decode(bytes);
        assertThat(floor(token, 1)).isEqualTo(CommitPosition.UNKNOWN);
        assertThat(token.floorOf(99, 99, NOW * 2)).isEqualTo(CommitPosition.UNKNOWN);
    }

    @Test
    void bytesThatAreNoToken_standForEverything() {
        assertEverything(new byte[] {2});
        assertEverything(new byte[] {1});
        assertEverything(new byte[ChangeToken.MAX_BYTES + 1]);
        byte[] good = of(1, UNTIL, AT_5).encode();
        for (int length = 1; length < good.length; length++) {
            assertEverything(Arrays.copyOf(good, length));
        }
        assertEverything(Arrays.copyOf(good, good.length + 1));
    }

    @Test
    void noise_isNeverAnError() {
        Random random = new Random(11);
        for (int i = 0; i < 100_000; i++) {
            byte[] noise = new byte[random.nextInt(60)];
            random.nextBytes(noise);
            if (noise.length > 0) {
                noise[0] = 1;
            }
            ChangeToken token = ChangeToken.decode(noise);
            assertThat(ChangeToken.decode(token.encode()).isNone()).isEqualTo(token.isNone());
        }
    }

    @Test
    void unreadable_endsAMinuteAfterTheNextChange_andIsCarriedUntilThen() {
        ChangeToken token = ChangeToken.decode(new byte[] {9});
        assertThat(ChangeToken.decode(token.encode())).isEqualTo(token);
        assertThat(ChangeToken.decode(token.merge(of(1)).encode())).isEqualTo(token);
        ChangeToken next = token.with(List.of(1L), UNTIL, CommitPosition.NONE, NOW);
        assertThat(floor(next, 2)).isNotNull();
        assertThat(next.isOver(NOW + ChangeToken.LONGEST_MILLIS + 1)).isTrue();
    }

    @Test
    void text_saysNoNumber() {
        assertThat(of(123_456)).hasToString("ChangeToken[1 changes]");
        assertThat(many(65, UNTIL)).hasToString("ChangeToken[everything]");
    }
}
