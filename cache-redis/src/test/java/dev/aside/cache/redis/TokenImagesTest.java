package dev.aside.cache.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.route.CommitPosition;
import dev.aside.cache.spi.Slot;
import dev.aside.cache.spi.SlotFormat;
import dev.aside.cache.spi.SlotKey;
import dev.aside.cache.spi.StepReply;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class TokenImagesTest {

    private static final SlotKey TOKEN = tag("a");

    private final TokenImages images = new TokenImages();

    @Test
    void sameBytesAreTakenApartOnce() {
        TokenImages.Image first = images.of(TOKEN, fence(7));
        assertThat(images.of(TOKEN, fence(7))).isSameAs(first);
        assertThat(Objects.requireNonNull(first).means())
                .isEqualTo(new StepReply.TokenSeen(7, CommitPosition.NONE, false));
        assertThat(first.untilMillis()).isEqualTo(1_000);
    }

    @Test
    void aTokenThatHasMovedIsAnother() {
        images.of(TOKEN, fence(7));
        assertThat(Objects.requireNonNull(images.of(TOKEN, fence(8))).means().id())
                .isEqualTo(8);
    }

    @Test
    void anotherTokenOfTheSameBytesIsNotTakenForIt() {
        TokenImages.Image first = images.of(TOKEN, fence(7));
        assertThat(images.of(tag("b"), fence(7))).isNotSameAs(first);
    }

    @Test
    void whatIsBeingChangedOrIsNoTokenMeansNothing() {
        Slot open = new Slot.Fence(7, 1_000, CommitPosition.NONE, List.of(new Slot.Writer(9, 500)));
        assertThat(images.of(TOKEN, SlotFormat.encode(TOKEN, open))).isNull();
        assertThat(images.of(TOKEN, new byte[0])).isNull();
        assertThat(images.of(TOKEN, "not a slot".getBytes(StandardCharsets.UTF_8)))
                .isNull();
    }

    private static SlotKey tag(String name) {
        return SlotKey.ofBytes(SlotKey.Kind.TAG, name.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] fence(long stamp) {
        return SlotFormat.encode(TOKEN, new Slot.Fence(stamp, 1_000, CommitPosition.NONE, List.of()));
    }
}
