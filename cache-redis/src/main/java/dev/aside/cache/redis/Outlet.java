package dev.aside.cache.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.protocol.DefaultEndpoint;
import io.lettuce.core.resource.ClientResources;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelPromise;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * Where commands enter the client library. A connection is never made again, so neither its buffers for a later one nor the
 * lock that guards them are needed: commands go to its thread, and many at once into one write.
 */
final class Outlet extends DefaultEndpoint {

    /** So many are cheaper alone: the client library copies a batch into a set, and promises each of its commands. */
    private static final int FEW = 4;

    private final CompletableFuture<Void> open = new CompletableFuture<>();

    Outlet(ClientOptions options, ClientResources resources) {
        super(options, resources);
    }

    /** Returns where commands of a connection enter, which {@link Link} has made. */
    static Outlet of(StatefulRedisConnection<byte[], byte[]> connection) {
        return (Outlet) ((RedisChannelHandler<?, ?>) connection).getChannelWriter();
    }

    /**
     * Returns when commands may enter. The client library may say that it has connected a moment before, by another thread, where
     * it has had to ask for a password.
     */
    CompletableFuture<Void> open() {
        return open;
    }

    @Override
    public void notifyChannelActive(Channel active) {
        super.notifyChannelActive(active);
        open.complete(null);
    }

    @Override
    public void notifyChannelInactive(Channel inactive) {
        super.notifyChannelInactive(inactive);
        open.completeExceptionally(new ClosedChannelException());
    }

    /** Runs on the connection's thread what sends, or fails what has not been sent if that thread is no more. */
    void execute(Runnable task, Runnable otherwise) {
        Channel present = channel;
        try {
            if (present == null) {
                otherwise.run();
            } else {
                present.eventLoop().execute(task);
            }
        } catch (RejectedExecutionException e) {
            otherwise.run();
        }
    }

    /** Runs something later on the connection's thread, which has read by then what has come before; never if that is no more. */
    void schedule(Runnable task, Duration pause) {
        Channel present = channel;
        if (present != null && !present.eventLoop().isShuttingDown()) {
            Future<?> unused = present.eventLoop().schedule(task, pause.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    /** Writes commands, on the connection's thread. They fail at once if the connection is gone. */
    void send(List<Command> commands) {
        Channel present = channel;
        if (present == null || !present.isActive()) {
            fail(commands);
            return;
        }
        if (commands.size() <= FEW) {
            sendFew(present, commands);
        } else {
            sendMany(present, commands);
        }
    }

    /**
     * Writes each by itself, into one flush, and without a promise: whatever goes wrong ends the connection, and then all that were
     * handed over and not answered fail.
     */
    private static void sendFew(Channel to, List<Command> commands) {
        ChannelPromise none = to.voidPromise();
        for (Command command : commands) {
            to.write(command, none);
        }
        to.flush();
    }

    private static void sendMany(Channel to, List<Command> commands) {
        ChannelFuture written = to.writeAndFlush(commands);
        written.addListener(done -> {
            if (!done.isSuccess()) {
                fail(commands, done.cause());
            }
        });
    }

    /** Fails commands whose connection is gone. */
    static void fail(List<Command> commands) {
        fail(commands, new ClosedChannelException());
    }

    private static void fail(List<Command> commands, Throwable cause) {
        commands.forEach(command -> command.completeExceptionally(cause));
    }
}
