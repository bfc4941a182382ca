package dev.aside.cache.testkit.server;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A Memcached server: one given by {@code -Daside.memcached=host:port}, or {@code memcached} from the {@code PATH}. Where this
 * process is root's, the server is started as the user {@code memcache}, {@code memcached} or {@code nobody}.
 *
 * <p><b>Thread-safety:</b> as {@link TestServer}.
 */
public final class MemcachedServer extends TestServer {

    private final @Nullable MemcachedRecipe recipe;

    private MemcachedServer(MemcachedRecipe recipe, LocalServer local) {
        super("memcached", local);
        this.recipe = recipe;
    }

    private MemcachedServer(InetSocketAddress given) {
        super("memcached", given);
        this.recipe = null;
    }

    /**
     * Starts a server with options, or without any; or takes the one whose address is given, if there are none.
     *
     * @param options as for {@link Builder#options}
     * @return a server that serves
     * @throws IllegalArgumentException if an option is the launcher's
     * @throws TestServerException if there is none, or it does not start; the message ends with what it wrote
     */
    public static MemcachedServer start(String... options) {
        return builder().options(options).start();
    }

    /**
     * Returns a builder.
     *
     * @return what configures and starts a server
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Changes the password of the user that the server was started with. It counts for those who connect from now on; with a
     * file of passwords, as soon as the server has read it again, which it is told to do.
     *
     * @param password 1 to 60 visible ASCII characters, and no colon
     * @throws IllegalArgumentException if it is no such word
     * @throws IllegalStateException if the server lets everybody in
     * @throws TestServerException if it was not started here
     */
    public void changePassword(String password) {
        LocalServer here = local();
        if (recipe != null && recipe.changePassword(password)) {
            here.running().signal("HUP");
        }
    }

    /** Configures a server. Not thread-safe. */
    public static final class Builder {

        private final MemcachedConfig config = new MemcachedConfig();

        private Builder() {}

        /**
         * Adds options.
         *
         * @param options as on the command line: {@code "-m", "16", "-I", "2m"}; the place, the port, the user and the access rules
         *     are the launcher's
         * @return this
         * @throws IllegalArgumentException if an option is the launcher's
         */
        public Builder options(String... options) {
            config.add(List.of(options));
            return this;
        }

        /**
         * Lets the server speak TLS, and nothing else.
         *
         * @param shown the certificate that it shows
         * @return this
         */
        public Builder tls(TestCertificate shown) {
            config.tls(new ServerTls(shown, null));
            return this;
        }

        /**
         * Lets the server speak TLS with those only who show a certificate of their own.
         *
         * @param shown the certificate that it shows
         * @param asked who has signed theirs
         * @return this
         */
        public Builder tls(TestCertificate shown, TestAuthority asked) {
            config.tls(new ServerTls(shown, asked));
            return this;
        }

        /**
         * Lets the server speak the binary protocol only, and with those only who log in by SASL, mechanism PLAIN ({@code -S}). To one
         * that speaks the protocol of lines it says nothing. It needs a {@code memcached} that was built with SASL, as those
         * of Debian are.
         *
         * @param user 1 to 60 visible ASCII characters, and no colon
         * @param password the same
         * @return this
         * @throws IllegalArgumentException if one of them is no such word
         */
        public Builder sasl(String user, String password) {
            config.login(MemcachedConfig.Login.SASL, user, password);
            return this;
        }

        /**
         * Lets the server speak the protocol of lines only, and with those only whose first command says who they are ({@code -Y}).
         *
         * @param user 1 to 60 visible ASCII characters, and no colon
         * @param password the same
         * @return this
         * @throws IllegalArgumentException if one of them is no such word
         */
        public Builder authFile(String user, String password) {
            config.login(MemcachedConfig.Login.FILE, user, password);
            return this;
        }

        /**
         * Starts the server. An address given by the system property is taken only if nothing is configured.
         *
         * @return a server that serves
         * @throws TestServerException if there is none, or it does not start; the message ends with what it wrote
         */
        public MemcachedServer start() {
            Programs programs = Programs.ofThisMachine();
            Optional<InetSocketAddress> given = programs.address(Wanted.MEMCACHED);
            if (given.isPresent() && config.isEmpty()) {
                return new MemcachedServer(given.get());
            }
            MemcachedRecipe recipe = new MemcachedRecipe(programs.program(Wanted.MEMCACHED), config.copy());
            LocalServer local = new LocalServer(recipe, recipe.directory());
            local.start();
            return new MemcachedServer(recipe, local);
        }
    }
}
