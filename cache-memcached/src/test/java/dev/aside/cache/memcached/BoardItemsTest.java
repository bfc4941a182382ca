package dev.aside.cache.memcached;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.leaderboard.Effect;
import dev.aside.cache.spi.BoardRecord;
import dev.aside.cache.spi.BoardWindow;
import dev.aside.cache.spi.Digest;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What of a board is written as bytes. */
final class BoardItemsTest {

    private static final BoardRecord RECORD = new BoardRecord(-5, 1L << 51, 1_700_000_000_000_000L, "m\u00e4 \n");
    private static final BoardRecord BARE = new BoardRecord(1L << 53, 0, 0, null);
    private static final BoardWindow WINDOW = new BoardWindow(3, 5, 10, 20, 30);

    private static Item item(byte[] bytes) {
        return new Item(bytes, BytesTranscoder.FLAGS, 7);
    }

    @Test
    void card_isReadAsItWasWritten() {
        Line line = new Line(Effect.CHANGED, new Line.Before(BARE, 12, 3));
        Card.Done done = new Card.Done("op \u20ac", Digest.ofText("p"), line, Long.MAX_VALUE);
        Card card = new Card(300, RECORD, new Card.Open(-9L, 1_000_000), 299, true, List.of(done));
        assertIsRead(card, card.write(), Card::read);
        Card other = new Card(0, null, new Card.Open(null, 0), 0, false, List.of());
        assertIsRead(other, other.write(), Card::read);
        assertIsRead(card.settled(true), card.settled(true).write(), Card::read);
    }

    @Test
    void cardOfAMemberWhoSubmitsMuch_remembersTheLastOperations() {
        Card card = new Card(1, BARE, null, 0, false, List.of());
        Line line = new Line(Effect.ADDED, null);
        for (int i = 0; i < 40; i++) {
            card = card.with(new Card.Done("o" + i, Digest.ofText("p"), line, 1_000), 10);
        }
        assertThat(card.done()).hasSize(Card.OPERATIONS);
        assertThat(card.done("o24")).isNotNull();
        assertThat(card.done("o23")).isNull();
        assertThat(card.with(new Card.Done("new", Digest.ofText("p"), line, 2_000), 1_000)
                        .done())
                .as("without those that are over")
                .hasSize(1);
    }

    @Test
    void receipt_isReadAsItWasWritten_whileItIsRemembered() {
        Receipt receipt = new Receipt(
                Digest.ofText("p"), 1_000, true, List.of(new Line(Effect.OUT_OF_RANGE, new Line.Before(RECORD, 1, 0))));
        assertIsRead(receipt, receipt.write(), item -> Receipt.read(item, 999));
        assertThat(Receipt.read(item(receipt.write()), 1_000)).isNull();
    }

    @Test
    void charter_isReadAsItWasWritten() {
        Charter charter = Charter.of(3, Digest.ofText("d"), "text", new Charter.Generation(77, 0, 0, -5), true)
                .builds(new Charter.Generation(8, 9, 1, -5), 500)
                .begins(Charter.Begun.of(77, WINDOW), 0)
                .begins(Charter.Begun.of(8, WINDOW), 0);
        assertIsRead(charter, charter.write(), Charter::read);
        assertThat(charter.hasBegun(77, WINDOW)).isTrue();
        assertThat(charter.building(499).build()).isEqualTo(9);
        assertThat(charter.building(500)).isEqualTo(Charter.Generation.NONE);
        Charter swapped = charter.swaps(new Charter.Generation(8, 9, 1, -5), false, 2);
        assertThat(swapped.mark()).isEqualTo(4);
        assertThat(swapped.isLost()).isFalse();
        assertThat(swapped.begun()).containsExactly(Charter.Begun.of(8, WINDOW));
        assertThat(charter.builds(null, 0).begun()).containsExactly(Charter.Begun.of(77, WINDOW));
        assertThat(charter.begins(Charter.Begun.of(5, new BoardWindow(0, 1, 2, 3, 99)), 30)
                        .begun())
                .as("without what has expired")
                .hasSize(1);
    }

    @Test
    void ban_isReadAsItWasWritten() {
        assertThat(Bans.isBanned(item(Bans.write(true)))).isTrue();
        assertThat(Bans.isBanned(item(Bans.write(false)))).isFalse();
        assertThat(Bans.isBanned(null)).isFalse();
    }

    /** As it was, and with each byte changed, cut off anywhere, longer, and under the flags of others. */
    private static <T> void assertIsRead(T written, byte[] bytes, Function<@Nullable Item, @Nullable T> read) {
        assertThat(read.apply(item(bytes))).isEqualTo(written);
        assertThat(read.apply(null)).isNull();
        assertThat(read.apply(new Item(bytes, 1, 7))).isNull();
        for (int i = 0; i < bytes.length; i++) {
            byte[] other = bytes.clone();
            other[i] ^= 1;
            assertThat(read.apply(item(other))).as("byte %s", i).isNull();
            assertThat(read.apply(item(java.util.Arrays.copyOf(bytes, i))))
                    .as("length %s", i)
                    .isNull();
        }
        assertThat(read.apply(item(java.util.Arrays.copyOf(bytes, bytes.length + 1))))
                .isNull();
    }
}
