package dev.aside.cache.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.route.ChangeRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What processes say to each other, as text. */
final class PayloadsTest {

    private static final int MOST_KEY_BYTES = 4_096;

    private static ChangeRecord entry(int length) {
        byte[] key = new byte[length];
        for (int i = 0; i < length; i++) {
            key[i] = (byte) (i * 31 + length);
        }
        return new ChangeRecord("names", 'e', key);
    }

    private static List<ChangeRecord> read(List<String> payloads) {
        List<ChangeRecord> all = new ArrayList<>();
        for (String payload : payloads) {
            assertThat(Payloads.isNear(payload)).isTrue();
            assertThat(payload.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(8_000);
            Payloads.Near near = Objects.requireNonNull(Payloads.near(payload));
            assertThat(near.who()).isEqualTo("me");
            assertThat(near.cache()).isEqualTo("names");
            all.addAll(near.changes());
        }
        return all;
    }

    @Test
    void whatIsSaid_isRead() {
        List<ChangeRecord> changes = List.of(
                entry(0),
                entry(1),
                entry(255),
                new ChangeRecord("names", 't', new byte[0]),
                new ChangeRecord("names", 'g', new byte[0]));
        List<String> payloads = Payloads.of("me", "names", changes);
        assertThat(payloads).hasSize(1);
        assertThat(read(payloads)).isEqualTo(changes);
    }

    @Test
    void whatHasNoRoomInOne_isSaidInSeveral() {
        List<ChangeRecord> changes = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            changes.add(entry(i % 40));
        }
        changes.add(entry(MOST_KEY_BYTES));
        changes.add(entry(MOST_KEY_BYTES));
        List<String> payloads = Payloads.of("me", "names", changes);
        assertThat(payloads).hasSizeGreaterThan(4);
        assertThat(read(payloads)).isEqualTo(changes);
    }

    /** A tag may have more characters than there is room for, and nobody needs it. */
    @Test
    void ofATag_itIsNotSaidWhich() {
        List<String> payloads = Payloads.of(
                "me", "names", List.of(new ChangeRecord("names", 't', "teas".getBytes(StandardCharsets.UTF_8))));
        assertThat(payloads).containsExactly("near me names t");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "near",
                "near ",
                "near me names",
                "near me names x",
                "near me names e*",
                "near me names tt",
                "near me names "
            })
    void whatIsNone_isNotRead(String payload) {
        assertThat(Payloads.near(payload)).isNull();
    }
}
