package dev.aside.cache.memcached;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class BoundsTest {

    private static void lines(String text) throws IOException {
        byte[] all = text.getBytes(StandardCharsets.ISO_8859_1);
        for (int step = 1; step <= all.length; step++) {
            Bounds bounds = new Bounds(false, 100);
            for (int at = 0; at < all.length; at += step) {
                bounds.check(ByteBuffer.wrap(all, at, Math.min(step, all.length - at)));
            }
        }
    }

    @Test
    void whatIsWithinIsTakenHoweverItIsCut() {
        assertThatCode(() -> lines("VALUE a 0 3 7\r\nV x\r\nVALUE b 0 0\r\n\r\nVALUE c 0 100\r\n" + "\n".repeat(100)
                        + "\r\nEND\r\n"))
                .doesNotThrowAnyException();
        assertThatCode(() -> lines("STAT pid 7\r\nSTAT uptime 500\r\nEND\r\n")).doesNotThrowAnyException();
    }

    @Test
    void whatComesBehindIsAnothers() {
        assertThatCode(() -> lines("END\r\nVALUE a 0 101\r\n")).doesNotThrowAnyException();
        assertThatCode(() -> lines("STORED\r\nVALUE a 0 101\r\n")).doesNotThrowAnyException();
    }

    @Test
    void moreIsRefusedBeforeItIsRead() {
        for (String length : new String[] {"101", "4294967296", "2147483647", "99999999999999999999", "-1", "x", ""}) {
            assertThatThrownBy(() -> lines("VALUE a 0 0\r\n\r\nVALUE b 0 " + length + "\r\n"))
                    .as(length)
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void aLineWithoutAnEndIsRefused() {
        assertThatThrownBy(() -> new Bounds(false, 100).check(ByteBuffer.wrap(new byte[3_000])))
                .isInstanceOf(IOException.class);
    }

    @Test
    void theBinaryProtocolIsBoundedByItsHeaders() {
        assertThatCode(() -> new Bounds(true, 100).check(packets(0, 100, 3))).doesNotThrowAnyException();
        for (int body : new int[] {101, Integer.MAX_VALUE, -1}) {
            assertThatThrownBy(() -> new Bounds(true, 100).check(packets(7, body)))
                    .isInstanceOf(IOException.class);
        }
    }

    /** As the library does. */
    @Test
    void whatIsTakenPacketByPacketIsLookedAtOnce() {
        Bounds bounds = new Bounds(true, 100);
        ByteBuffer all = packets(50, 90, 0, 7);
        for (int end : new int[] {24 + 50, 24 + 50 + 24 + 90, 24 + 50 + 24 + 90 + 24}) {
            assertThatCode(() -> bounds.check(all)).doesNotThrowAnyException();
            all.position(end);
            bounds.left(all);
        }
        assertThatCode(() -> bounds.check(all)).doesNotThrowAnyException();
    }

    private static ByteBuffer packets(int... bodies) {
        ByteBuffer all = ByteBuffer.allocate(2_000);
        for (int body : bodies) {
            all.putLong(0x8100_0000_0000_0000L).putInt(body).putInt(0).putLong(0);
            all.put(new byte[body >= 0 && body <= 100 ? body : 0]);
        }
        return all.flip();
    }
}
