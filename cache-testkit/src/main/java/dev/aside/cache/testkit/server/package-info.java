/**
 * Real servers for integration tests, started here and ended here: {@link dev.aside.cache.testkit.server.RedisServer}.
 *
 * <pre>{@code
 * try (RedisServer redis = RedisServer.start()) {
 *     connect(redis.host(), redis.port());
 *     redis.pause();          // it accepts connections and does not answer
 *     redis.resume();
 *     redis.kill();           // it is gone at once
 *     redis.startAgain();     // at the same port, with nothing of what it held
 * }
 * }</pre>
 *
 * <p>A server is looked for in this order: at the address that a system property gives (for Redis {@code
 * -Daside.redis=host:port}), as a program on the {@code PATH}, at the place where Debian keeps it. Where there is none, a
 * {@link dev.aside.cache.testkit.server.TestServerException} says how to install it; nothing is skipped.
 *
 * <p>Servers that are started here listen on the loopback address alone, at a free port below the range from which the
 * operating system takes ports for outgoing connections, so that the port is still free when a server that was killed starts
 * again. They are ready when they have answered. They end when they are closed and, by a hook, with this JVM; they leave no
 * files.
 */
@NullMarked
package dev.aside.cache.testkit.server;

import org.jspecify.annotations.NullMarked;
