package dev.aside.cache.testkit.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Statements by the protocol of MySQL 4.1 and newer, where nobody is asked for a password: all that a launcher needs. */
final class MariaDbCall implements AutoCloseable {

    /**
     * What is spoken: long passwords, a database, the protocol of 4.1, transactions, its way of logging in, several statements at
     * once, their results, and a plugin that checks passwords.
     */
    private static final int CAPABILITIES = 1 | 1 << 3 | 1 << 9 | 1 << 13 | 1 << 15 | 1 << 16 | 1 << 17 | 1 << 19;

    private static final int HEADER = 4;
    private static final int FIXED = 32;
    private static final int LONGEST = 1 << 24;
    private static final byte UTF8 = 45;
    private static final byte QUIT = 1;
    private static final byte QUERY = 3;
    private static final int MORE_RESULTS = 8;
    private static final int ERROR = 0xff;
    private static final int NULL = 0xfb;
    private static final int END = 0xfe;

    private final Wire wire;

    private MariaDbCall(Wire wire) {
        this.wire = wire;
    }

    /** Begins a session. One that is refused, because there are too many for instance, is thrown. */
    static MariaDbCall begin(Wire wire, String user, String database) throws IOException {
        MariaDbCall call = new MariaDbCall(wire);
        call.answer();
        ByteArrayOutputStream words = new ByteArrayOutputStream();
        // Between the two: a password of no bytes.
        for (String word : List.of(user, "", database, "mysql_native_password")) {
            words.writeBytes((word + '\0').getBytes(StandardCharsets.UTF_8));
        }
        ByteBuffer hello = little(FIXED + words.size());
        hello.putInt(CAPABILITIES).putInt(LONGEST).put(UTF8).position(FIXED);
        call.send(1, hello.put(words.toByteArray()).flip());
        if (call.answer().get() != 0) {
            throw new ProtocolException("the server asks for a password where it should not");
        }
        return call;
    }

    /** Returns the rows of all statements as lines, their columns separated by {@code |}, null as nothing. */
    String sql(String statements) throws IOException {
        byte[] text = statements.getBytes(StandardCharsets.UTF_8);
        send(0, little(1 + text.length).put(QUERY).put(text).flip());
        List<String> rows = new ArrayList<>();
        int status = MORE_RESULTS;
        while ((status & MORE_RESULTS) != 0) {
            status = result(rows);
        }
        return String.join("\n", rows);
    }

    /** Says that this is the end: a server complains at length of who is just gone. */
    @Override
    public void close() throws IOException {
        send(0, little(1).put(QUIT).flip());
    }

    /** Reads what one statement has done, or its rows; returns the status of the session. */
    private int result(List<String> rows) throws IOException {
        ByteBuffer first = answer();
        int columns = (int) number(first);
        if (columns == 0) {
            number(first);
            number(first);
            return first.getShort();
        }
        for (int i = 0; i <= columns; i++) {
            answer();
        }
        ByteBuffer row = answer();
        while (!isEnd(row)) {
            rows.add(row(row, columns));
            row = answer();
        }
        return row.getShort(3);
    }

    private static boolean isEnd(ByteBuffer packet) {
        return Byte.toUnsignedInt(packet.get(0)) == END && packet.limit() < 9;
    }

    private static String row(ByteBuffer body, int columns) {
        List<String> row = new ArrayList<>(columns);
        for (int i = 0; i < columns; i++) {
            boolean isNull = Byte.toUnsignedInt(body.get(body.position())) == NULL;
            byte[] value = new byte[(int) number(body)];
            body.get(value);
            row.add(isNull ? "" : new String(value, StandardCharsets.UTF_8));
        }
        return String.join("|", row);
    }

    /** One byte, or one that says how many follow. That of null is taken for a text without bytes. */
    private static long number(ByteBuffer body) {
        int first = Byte.toUnsignedInt(body.get());
        return switch (first) {
            case NULL -> 0;
            case 0xfc -> Short.toUnsignedInt(body.getShort());
            case 0xfd -> Short.toUnsignedInt(body.getShort()) | Byte.toUnsignedInt(body.get()) << 16;
            case 0xfe -> body.getLong();
            default -> first;
        };
    }

    private static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private void send(int number, ByteBuffer body) throws IOException {
        wire.send(little(HEADER + body.remaining())
                .putInt(body.remaining() | number << 24)
                .put(body)
                .flip());
    }

    /** Returns the next packet. An error is thrown. */
    private ByteBuffer answer() throws IOException {
        int length = wire.read() | wire.read() << 8 | wire.read() << 16;
        wire.read();
        ByteBuffer body = little(length);
        for (int i = 0; i < length; i++) {
            body.put((byte) wire.read());
        }
        body.flip();
        if (length > 0 && Byte.toUnsignedInt(body.get(0)) == ERROR) {
            throw new IOException(error(body));
        }
        return body;
    }

    /** A number and a message, perhaps with five letters of the SQL standard before it. */
    private static String error(ByteBuffer body) {
        int code = Short.toUnsignedInt(body.getShort(1));
        String text = StandardCharsets.UTF_8.decode(body.position(3)).toString();
        return (text.startsWith("#") ? text.substring(6) : text) + " (" + code + ")";
    }
}
