package dev.aside.cache.redis;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;

/** Writes Redis's protocol straight into the buffer that goes out. */
final class Resp {

    private static final byte[] PING = ascii("*1\r\n$4\r\nPING\r\n");

    private Resp() {}

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Begins a command of so many parts. */
    static void array(ByteBuf out, int parts) {
        out.writeByte('*');
        number(out, parts);
        end(out);
    }

    static void bulk(ByteBuf out, byte[] bytes) {
        bulk(out, bytes, 0, bytes.length);
    }

    static void bulk(ByteBuf out, byte[] bytes, int from, int length) {
        header(out, length);
        out.writeBytes(bytes, from, length);
        end(out);
    }

    /** Begins a part of so many bytes, which the caller writes and then {@link #end ends}. */
    static void header(ByteBuf out, int length) {
        out.writeByte('$');
        number(out, length);
        end(out);
    }

    static void end(ByteBuf out) {
        out.writeByte('\r');
        out.writeByte('\n');
    }

    /** Writes a part that is a number in decimal, zero or more. */
    static void decimal(ByteBuf out, long number) {
        header(out, digits(number));
        number(out, number);
        end(out);
    }

    static void ping(ByteBuf out) {
        out.writeBytes(PING);
    }

    /** Returns a whole command. */
    static byte[] command(byte[]... parts) {
        ByteBuf out = Unpooled.buffer();
        array(out, parts.length);
        for (byte[] part : parts) {
            bulk(out, part);
        }
        byte[] bytes = new byte[out.readableBytes()];
        out.readBytes(bytes);
        return bytes;
    }

    private static void number(ByteBuf out, long number) {
        long unit = 1;
        for (int i = digits(number); i > 1; i--) {
            unit *= 10;
        }
        for (long rest = number; unit > 0; unit /= 10) {
            out.writeByte('0' + (int) (rest / unit));
            rest %= unit;
        }
    }

    private static int digits(long number) {
        int digits = 1;
        for (long rest = number; rest >= 10; rest /= 10) {
            digits++;
        }
        return digits;
    }
}
