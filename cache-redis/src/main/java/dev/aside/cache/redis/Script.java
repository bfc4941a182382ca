package dev.aside.cache.redis;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A step as the server runs it: the rules on the bytes that it keeps, atomically and by the server's own time. */
enum Script {
    LEASE("lease", 1, 1, false),
    CLAIM("claim", 2, 1, false),
    FILL("fill", 1, 2, false),
    RELEASE("release", 1, 1, true),
    BEGIN("begin", 1, 1, true),
    END("end", 1, 1, true),
    END_WITH_VALUE("endvalue", 1, 2, false),
    UNDO("undo", 1, 1, true),
    FENCE("fence", 1, 1, true),
    TOKEN("token", 1, 1, true),
    SESSION_CREATE(Right.WRITE, "base", "session/session", "session/create"),
    SESSION_LOAD(Right.WRITE, "base", "session/session", "session/load"),
    SESSION_SAVE(Right.WRITE, "base", "session/session", "session/save"),
    SESSION_TOUCH(Right.WRITE_ALWAYS, "base", "session/session", "session/touch"),
    SESSION_END(Right.WRITE_ALWAYS, "base", "session/session", "session/end"),
    SESSION_REGISTER(Right.WRITE_ALWAYS, "base", "session/register"),
    SESSION_CALENDAR(Right.WRITE_ALWAYS, "base", "session/calendar"),
    BOARD_SUBMIT(
            Right.WRITE, "board/board", "board/clock", "board/standing", "board/list", "board/leaving", "board/submit"),
    BOARD_QUERY(Right.READ, "board/board", "board/standing", "board/list", "board/query"),
    BOARD_REMOVE(Right.WRITE_ALWAYS, "board/board", "board/clock", "board/leaving", "board/building", "board/remove"),
    BOARD_ENDS(Right.WRITE_ALWAYS, "board/board", "board/clock", "board/building", "board/ends"),
    BOARD_BUILD(Right.WRITE_ALWAYS, "board/board", "board/clock", "board/building", "board/build");

    /** What a script may do. */
    private enum Right {
        /** Nothing but read: so a replica takes it. */
        READ(" flags=no-writes"),
        /** Write, while there is memory for it. */
        WRITE(""),
        /** Write, although there is none. */
        WRITE_ALWAYS(" flags=allow-oom");

        private final String flags;

        Right(String flags) {
            this.flags = flags;
        }
    }

    private final int keys;

    @SuppressWarnings("ImmutableEnumChecker") // nobody writes into its arrays
    private final Text modern;

    @SuppressWarnings("ImmutableEnumChecker")
    private final Text old;

    /**
     * A fence that cannot be placed leaves a stale value standing, so its script may write although the server is out of memory.
     * Redis 7 is told so by a flag. Redis 6.2 has no flags, and looks at its memory before a script's first write only; GETEX without
     * options counts as one and writes nothing.
     */
    Script(String name, int keys, int arguments, boolean allowOom) {
        this(allowOom ? Right.WRITE_ALWAYS : Right.WRITE, keys, arguments, "base", "slot", name);
    }

    /** One with one argument, in parts. */
    Script(Right right, String... parts) {
        this(right, 1, 1, parts);
    }

    Script(Right right, int keys, int arguments, String... parts) {
        StringBuilder all = new StringBuilder();
        for (String part : parts) {
            all.append(read(part));
        }
        String body = all.toString();
        this.keys = keys;
        this.modern = new Text("#!lua" + right.flags + "\n" + body.replace("@GET", "GET"), keys, arguments);
        this.old = new Text(body.replace("@GET", "GETEX"), keys, arguments);
    }

    private static String read(String name) {
        try (InputStream in = Script.class.getResourceAsStream(name + ".lua")) {
            if (in == null) {
                throw new IllegalStateException("the script is not in the jar: " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean claims() {
        return keys > 1;
    }

    /** Returns the script for a server. */
    Text text(ServerInfo server) {
        return server.hasScriptFlags() ? modern : old;
    }

    /** A script in the words of one version of the server. */
    static final class Text {
        private final byte[] load;
        private final byte[] call;

        private Text(String text, int keys, int arguments) {
            byte[] bytes = Resp.ascii(text);
            this.load = Resp.command(Resp.ascii("SCRIPT"), Resp.ascii("LOAD"), bytes);
            String parts = "*" + (3 + keys + arguments) + "\r\n$7\r\nEVALSHA\r\n$40\r\n";
            this.call = Resp.ascii(parts + sha1(bytes) + "\r\n$1\r\n" + keys + "\r\n");
        }

        private static String sha1(byte[] bytes) {
            try {
                return HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-1").digest(bytes));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java platform has SHA-1", e);
            }
        }

        /** Returns the command that gives the script to a server. */
        byte[] load() {
            return load;
        }

        /** Begins a call; keys and arguments follow. */
        void call(ByteBuf out) {
            out.writeBytes(call);
        }
    }
}
