package dev.aside.cache.testkit.server;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/**
 * A Memcached server: one given by {@code -Daside.memcached=host:port}, or {@code memcached} from the {@code PATH}. Where this
 * process is root's, the server is started as the user {@code memcache}, {@code memcached} or {@code nobody}.
 *
 * <p><b>Thread-safety:</b> as {@link TestServer}.
 */
public final class MemcachedServer extends TestServer {

    private MemcachedServer(LocalServer local) {
        super("memcached", local);
    }

    private MemcachedServer(InetSocketAddress given) {
        super("memcached", given);
    }

    /**
     * Starts a server with options, or without any; or takes the one whose address is given, if there are none.
     *
     * @param options as on the command line: {@code "-m", "16", "-I", "2m"}; the place, the port and the user are the
     *     launcher's
     * @return a server that serves
     * @throws IllegalArgumentException if an option is the launcher's
     * @throws TestServerException if there is none, or it does not start; the message ends with what it wrote
     */
    public static MemcachedServer start(String... options) {
        List<String> wanted = List.of(options);
        for (String own : List.of("-l", "-p", "-s", "-d", "-u", "-U", "-P", "-Z")) {
            if (wanted.contains(own)) {
                throw new IllegalArgumentException(own + " is set by the launcher, or not to be had here");
            }
        }
        Programs programs = Programs.ofThisMachine();
        Optional<InetSocketAddress> given = programs.address(Wanted.MEMCACHED);
        if (given.isPresent() && wanted.isEmpty()) {
            return new MemcachedServer(given.get());
        }
        MemcachedRecipe recipe = new MemcachedRecipe(programs.program(Wanted.MEMCACHED), wanted);
        LocalServer local = new LocalServer(recipe, recipe.directory());
        local.start();
        return new MemcachedServer(local);
    }
}
