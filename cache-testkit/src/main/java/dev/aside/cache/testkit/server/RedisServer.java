package dev.aside.cache.testkit.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A Redis server: one given by {@code -Daside.redis=host:port}, or {@code redis-server} (or {@code valkey-server}) from the
 * {@code PATH}. One that is started here holds nothing at first, keeps nothing on a disk, and accepts everybody, unless its
 * configuration says otherwise.
 *
 * <pre>{@code
 * try (RedisServer redis = RedisServer.builder().config("maxmemory", "10mb").start()) {
 *     redis.command("CONFIG", "SET", "maxmemory-policy", "allkeys-lru");
 * }
 * }</pre>
 *
 * <p><b>Thread-safety:</b> as {@link TestServer}.
 */
public final class RedisServer extends TestServer {

    private static final Duration COMMAND = Duration.ofSeconds(30);

    private final @Nullable RedisRecipe recipe;

    private RedisServer(RedisRecipe recipe, LocalServer local) {
        super(recipe.name(), local);
        this.recipe = recipe;
    }

    private RedisServer(InetSocketAddress given) {
        super("redis", given);
        this.recipe = null;
    }

    /**
     * Starts a server that is not configured in any way, or takes the one whose address is given.
     *
     * @return a server that serves
     * @throws TestServerException if there is none, or it does not start
     */
    public static RedisServer start() {
        return builder().start();
    }

    /**
     * Begins the configuration of a server.
     *
     * @return what configures and starts it
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Sends one command, on a connection of its own and with all rights whatever the configuration, and waits for the reply:
     * at most 30 seconds.
     *
     * @param words the command and its arguments
     * @return the reply as text, an array with one element a line; null for a nil reply
     * @throws TestServerException if the reply is an error, or none arrives
     */
    public @Nullable String command(String... words) {
        try {
            return recipe == null ? RedisRecipe.call(address(), COMMAND, words) : recipe.command(COMMAND, words);
        } catch (IOException e) {
            throw new TestServerException(words[0] + " to " + this + ": " + e.getMessage() + report(), e);
        }
    }

    /** Configures a server. Not thread-safe. */
    public static final class Builder {

        private final RedisConfig config = new RedisConfig();

        private Builder() {}

        /**
         * Adds a line to the configuration.
         *
         * @param directive what {@code redis.conf} calls it; the place, the port and the access rules are the launcher's
         * @param value as {@code redis.conf} would have it
         * @return this
         * @throws IllegalArgumentException if the directive is the launcher's, or one of both is not part of one line
         */
        public Builder config(String directive, String value) {
            config.add(directive, value);
            return this;
        }

        /**
         * Starts the server. An address given by the system property is taken only if nothing is configured.
         *
         * @return a server that serves
         * @throws TestServerException if there is none, or it does not start; the message ends with what it wrote
         */
        public RedisServer start() {
            Programs programs = Programs.ofThisMachine();
            if (config.isEmpty()) {
                var given = programs.address(Wanted.REDIS);
                if (given.isPresent()) {
                    return new RedisServer(given.get());
                }
            }
            WorkDirectory directory = WorkDirectory.create("redis");
            RedisRecipe recipe = new RedisRecipe(programs.program(Wanted.REDIS), config.copy(), directory);
            LocalServer local = new LocalServer(recipe, directory);
            local.start();
            return new RedisServer(recipe, local);
        }
    }
}
