package dev.aside.cache.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.MaintNotificationsConfig;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SslOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.metrics.CommandLatencyRecorder;
import io.lettuce.core.protocol.DefaultEndpoint;
import io.lettuce.core.protocol.ProtocolVersion;
import io.lettuce.core.resource.ClientResources;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Lettuce, as the nodes use it: it makes connections, and makes none again that is lost. */
final class Link implements AutoCloseable {

    private static final Duration CLOSE = Duration.ofSeconds(2);

    private final Aim aim;
    private final @Nullable ClientResources ownResources;
    private final RedisClient client;

    Link(Aim aim, @Nullable ClientResources shared, @Nullable SslOptions tls) {
        this.aim = aim;
        ClientResources resources = shared == null ? resources() : shared;
        this.ownResources = shared == null ? resources : null;
        this.client = new Client(resources);
        client.setOptions(options(tls == null ? SslOptions.create() : tls));
    }

    /** Lettuce's own recording of latencies wraps every command; whoever wants it brings resources of their own. */
    private static ClientResources resources() {
        return ClientResources.builder()
                .commandLatencyRecorder(CommandLatencyRecorder.disabled())
                .build();
    }

    /**
     * Of itself Lettuce would say its name, and ask to be told where a server moves to, so as to go there by itself: neither is
     * allowed to a user who may do only what is needed, and where a connection goes is the node's to say.
     */
    private static ClientOptions options(SslOptions tls) {
        return ClientOptions.builder()
                .autoReconnect(false)
                .maintNotificationsConfig(MaintNotificationsConfig.disabled())
                .reauthenticateBehavior(ClientOptions.ReauthenticateBehavior.ON_NEW_CREDENTIALS)
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .protocolVersion(ProtocolVersion.RESP3)
                .timeoutOptions(TimeoutOptions.builder().timeoutCommands(false).build())
                .useHashIndexQueue(false)
                .sslOptions(tls)
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(Timing.CONNECT)
                        .keepAlive(true)
                        .tcpNoDelay(true)
                        .build())
                .build();
    }

    /** Connects by outlets of our own. */
    private static final class Client extends RedisClient {
        Client(ClientResources resources) {
            super(resources, new RedisURI());
        }

        @Override
        protected DefaultEndpoint createEndpoint() {
            return new Outlet(getOptions(), getResources());
        }
    }

    /** Returns what its connections share, and others may. */
    ClientResources shared() {
        return client.getResources();
    }

    /** Returns where it leads, without secrets. */
    String place() {
        return aim.place();
    }

    /** Returns whether it leads there by TLS. */
    boolean isSecure() {
        return aim.isSecure();
    }

    CompletableFuture<StatefulRedisConnection<byte[], byte[]>> connect() {
        return aim.uri()
                .thenCompose(uri -> client.connectAsync(ByteArrayCodec.INSTANCE, uri))
                .thenCompose(connection -> Outlet.of(connection).open().thenApply(open -> connection));
    }

    @Override
    public void close() {
        client.shutdown(Duration.ZERO, CLOSE);
        if (ownResources != null) {
            ownResources.shutdown(0, CLOSE.toMillis(), TimeUnit.MILLISECONDS).awaitUninterruptibly(CLOSE.toMillis());
        }
    }
}
