package dev.aside.cache.memcached;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aside.cache.spi.SlotKey;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class KeysTest {

    private static final String HEAD = "shop.products:e";

    private final Keys keys = new Keys("shop.", "products");

    @Test
    void aSlotIsCalledByPrefixCacheKindAndKey() {
        assertThat(keys.name(key("42"))).isEqualTo("shop.products:e42");
        assertThat(keys.name(key(SlotKey.Kind.TAG, ""))).isEqualTo("shop.products:t");
        assertThat(keys.name(key("a b\r\n%#ü"))).isEqualTo("shop.products:ea%20b%0D%0A%25%23%FC");
    }

    /** Row 4: line breaks with a command, and other odd keys. */
    @Test
    void everySlotHasANameOfItsOwn() {
        Set<String> names = new HashSet<>();
        List<String> texts = new ArrayList<>(List.of(
                "",
                "a",
                "e",
                "%",
                "%25",
                "#",
                " ",
                "\r\n",
                "\r\nset x 0 0 1\r\n1\r\n",
                "\0",
                "a:b",
                ":",
                "{",
                "*",
                "ü",
                "~"));
        for (int length = 200; length < 300; length++) {
            texts.add("k".repeat(length));
            texts.add("\0".repeat(length));
        }
        for (SlotKey.Kind kind : SlotKey.Kind.values()) {
            for (String text : texts) {
                String name = keys.name(key(kind, text));
                assertThat(names.add(name)).as(name).isTrue();
                assertThat(name).matches("[A-Za-z0-9._:~%#-]{1,250}");
            }
        }
    }

    /** Row 9: as long as a server takes, and longer. */
    @Test
    void aNameOf250IsWrittenOutAndALongerOneIsADigest() {
        int room = Keys.MAXIMUM - HEAD.length();
        assertThat(keys.name(key("k".repeat(room)))).hasSize(Keys.MAXIMUM).isEqualTo(HEAD + "k".repeat(room));
        assertThat(keys.name(key("k".repeat(room + 1)))).startsWith(HEAD + "#").hasSize(HEAD.length() + 44);
        assertThat(keys.name(key(" ".repeat(room / 3 + 1)))).startsWith(HEAD + "#");
    }

    @Test
    void twoCachesNeverMeet() {
        assertThat(new Keys("", "x").name(key("1:ek"))).isEqualTo("x:e1:ek");
        assertThat(new Keys("", "x:e1").name(key("k"))).isEqualTo("x%3Ae1:ek");
        String one = new Keys("p", "c".repeat(300) + "1").name(key("k"));
        String two = new Keys("p", "c".repeat(300) + "2").name(key("k"));
        assertThat(one).startsWith("p#").endsWith(":ek").isNotEqualTo(two);
        assertThat(new Keys("p".repeat(64), "c".repeat(300)).name(key("k".repeat(300))))
                .hasSizeLessThanOrEqualTo(250);
    }

    @Test
    void aSlotNamedByReferenceHasNoName() {
        assertThatThrownBy(() -> keys.name(SlotKey.ofReference(SlotKey.Kind.ENTRY, "k")))
                .isInstanceOf(IllegalStateException.class);
    }

    private static SlotKey key(String text) {
        return key(SlotKey.Kind.ENTRY, text);
    }

    private static SlotKey key(SlotKey.Kind kind, String text) {
        return SlotKey.ofBytes(kind, text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
