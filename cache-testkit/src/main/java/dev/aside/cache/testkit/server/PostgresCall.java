package dev.aside.cache.testkit.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Statements by version 3 of PostgreSQL's protocol, where nobody is asked who it is: all that a launcher needs. */
final class PostgresCall {

    private static final int VERSION_3 = 3 << 16;

    private final Wire wire;

    private PostgresCall(Wire wire) {
        this.wire = wire;
    }

    /** Begins a session. One that is refused, because the server is just starting for instance, is thrown. */
    static PostgresCall begin(Wire wire, String user) throws IOException {
        ByteArrayOutputStream parameters = new ByteArrayOutputStream();
        for (String word : List.of("user", user, "database", "postgres", "")) {
            parameters.writeBytes(text(word));
        }
        wire.send(ByteBuffer.allocate(8 + parameters.size())
                .putInt(8 + parameters.size())
                .putInt(VERSION_3)
                .put(parameters.toByteArray())
                .flip());
        PostgresCall call = new PostgresCall(wire);
        call.rowsUntilReady();
        return call;
    }

    /** Returns rows as lines, their columns separated by {@code |}, null as nothing. */
    String sql(String statements) throws IOException {
        byte[] text = text(statements);
        wire.send(ByteBuffer.allocate(5 + text.length)
                .put((byte) 'Q')
                .putInt(4 + text.length)
                .put(text)
                .flip());
        return String.join("\n", rowsUntilReady());
    }

    private static byte[] text(String word) {
        return (word + '\0').getBytes(StandardCharsets.UTF_8);
    }

    private List<String> rowsUntilReady() throws IOException {
        List<String> rows = new ArrayList<>();
        for (int type = wire.read(); type != 'Z'; type = wire.read()) {
            ByteBuffer body = body();
            switch (type) {
                case 'D' -> rows.add(row(body));
                case 'E' -> throw new IOException(error(body));
                case 'R' -> letIn(body.getInt());
                default -> {
                    // Parameters, the names of columns, notices, and what was done.
                }
            }
        }
        body();
        return rows;
    }

    private static void letIn(int asked) throws IOException {
        if (asked != 0) {
            throw new ProtocolException("the server asks for a password where it should not (" + asked + ")");
        }
    }

    private ByteBuffer body() throws IOException {
        int length = 0;
        for (int i = 0; i < 4; i++) {
            length = length << 8 | wire.read();
        }
        byte[] bytes = new byte[length - 4];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) wire.read();
        }
        return ByteBuffer.wrap(bytes);
    }

    private static String row(ByteBuffer body) {
        int columns = body.getShort();
        List<String> row = new ArrayList<>(columns);
        for (int i = 0; i < columns; i++) {
            byte[] value = new byte[Math.max(0, body.getInt())];
            body.get(value);
            row.add(new String(value, StandardCharsets.UTF_8));
        }
        return String.join("|", row);
    }

    /** Fields, each a letter and a text: the message, and the five letters of the SQL standard. */
    private static String error(ByteBuffer body) {
        @Nullable String message = null;
        @Nullable String state = null;
        for (String field : StandardCharsets.UTF_8.decode(body).toString().split("\0", -1)) {
            if (field.startsWith("M")) {
                message = field.substring(1);
            } else if (field.startsWith("C")) {
                state = field.substring(1);
            }
        }
        return message + " (" + state + ")";
    }
}
