package dev.aside.cache.redis;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A command that belongs to no step. It completes with its answer's parts as text, one a line; it fails with a reason. */
final class Plain extends Command {

    static final byte[] INFO_SERVER = Resp.command(Resp.ascii("INFO"), Resp.ascii("server"));
    static final byte[] INFO_REPLICATION = Resp.command(Resp.ascii("INFO"), Resp.ascii("replication"));
    static final byte[] INFO_KEYSPACE = Resp.command(Resp.ascii("INFO"), Resp.ascii("keyspace"));
    static final byte[] INFO_MEMORY = Resp.command(Resp.ascii("INFO"), Resp.ascii("memory"));
    static final byte[] INFO_STATS = Resp.command(Resp.ascii("INFO"), Resp.ascii("stats"));
    static final byte[] TIME = Resp.command(Resp.ascii("TIME"));
    static final byte[] TRACK =
            Resp.command(Resp.ascii("CLIENT"), Resp.ascii("TRACKING"), Resp.ascii("ON"), Resp.ascii("NOLOOP"));

    private final byte[] command;
    private final CompletableFuture<String> answer = new CompletableFuture<>();
    private final StringBuilder text = new StringBuilder();

    Plain(Connection connection, byte[] command) {
        super(connection);
        this.command = command;
    }

    CompletableFuture<String> answer() {
        return answer;
    }

    @Override
    public void set(@Nullable ByteBuffer part) {
        if (part != null) {
            text.append(StandardCharsets.UTF_8.decode(part)).append('\n');
        }
    }

    @Override
    void write(ByteBuf out) {
        out.writeBytes(command);
    }

    @Override
    void answered() {
        String error = getError();
        if (error == null) {
            answer.complete(text.toString());
        } else {
            answer.completeExceptionally(new IllegalStateException("redis answers " + Failures.code(error)));
        }
    }

    @Override
    void failed(boolean written, String reason) {
        answer.completeExceptionally(new IllegalStateException(reason));
    }
}
