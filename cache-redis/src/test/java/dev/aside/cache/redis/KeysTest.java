package dev.aside.cache.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.spi.SlotKey;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class KeysTest {

    private final Keys keys = new Keys("shop.", "products");

    @Test
    void aSlotAndItsClaimAreOneHashTagApart() {
        assertThat(slot(key(SlotKey.Kind.ENTRY, "42"))).isEqualTo("shop.products:{e42}");
        assertThat(claim(key(SlotKey.Kind.ENTRY, "42"))).isEqualTo("shop.products:{e42}c");
        assertThat(slot(key(SlotKey.Kind.TAG, ""))).isEqualTo("shop.products:{t}");
    }

    @Test
    void everySlotHasANameOfItsOwnAndIsFoundByIt() {
        Set<String> names = new HashSet<>();
        List<SlotKey> slots = slots();
        for (SlotKey slot : slots) {
            assertThat(names.add(slot(slot))).isTrue();
            assertThat(names.add(claim(slot))).isTrue();
            assertThat(keys.parse(bytes(slot(slot)))).isEqualTo(slot);
            assertThat(keys.parse(bytes(claim(slot)))).isNull();
            assertThat(tag(slot(slot))).isNotEmpty().isEqualTo(tag(claim(slot)));
        }
    }

    @Test
    void namesOfOthersAreNone() {
        for (String name : List.of(
                "",
                "shop.products",
                "shop.products:{",
                "shop.products:{}",
                "shop.product:{e1}",
                "shop.products:{x1}",
                "shop.products:e1}",
                "other")) {
            assertThat(keys.parse(bytes(name))).as(name).isNull();
        }
    }

    private static List<SlotKey> slots() {
        List<SlotKey> slots = new ArrayList<>();
        for (SlotKey.Kind kind : SlotKey.Kind.values()) {
            for (String text : List.of("", "a", "ab", "}", "{", "}c", "c", "a}c", "{}", "\r\n", "\0", "e", "}{e")) {
                slots.add(key(kind, text));
            }
        }
        return slots;
    }

    /** What a cluster hashes of a name. */
    private static String tag(String name) {
        int open = name.indexOf('{');
        return name.substring(open + 1, name.indexOf('}', open));
    }

    private static SlotKey key(SlotKey.Kind kind, String text) {
        return SlotKey.ofBytes(kind, bytes(text));
    }

    private String slot(SlotKey key) {
        ByteBuf out = Unpooled.buffer();
        keys.slot(out, key);
        return unwrapped(out);
    }

    private String claim(SlotKey key) {
        ByteBuf out = Unpooled.buffer();
        keys.claim(out, key);
        return unwrapped(out);
    }

    private static String unwrapped(ByteBuf out) {
        String whole = out.toString(StandardCharsets.ISO_8859_1);
        int start = whole.indexOf('\n') + 1;
        assertThat(whole)
                .startsWith("$" + (whole.length() - start - 2) + "\r\n")
                .endsWith("\r\n");
        return whole.substring(start, whole.length() - 2);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
