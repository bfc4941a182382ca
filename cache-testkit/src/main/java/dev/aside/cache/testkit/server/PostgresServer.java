package dev.aside.cache.testkit.server;

import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A PostgreSQL server: one given by {@code -Daside.postgres=host:port}, with {@code -Daside.postgres.user} and {@code
 * -Daside.postgres.password} ({@code postgres} and none, unless they are said), or {@code postgres} from the {@code PATH} or
 * from below {@code /usr/lib/postgresql}. One that is started here is empty, and does not wait for the disk: what it holds
 * outlives {@link #kill}, and would not outlive a failure of the machine. Where this process is root's, the server is started as the
 * user {@code postgres} or {@code nobody}.
 *
 * <pre>{@code
 * try (PostgresServer postgres = PostgresServer.builder().config("max_connections", "20").start();
 *         Connection connection = DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password())) {
 *     ...
 * }
 * }</pre>
 *
 * <p><b>Thread-safety:</b> as {@link TestServer}.
 */
public final class PostgresServer extends TestServer {

    private final String user;
    private final String password;

    private PostgresServer(LocalServer local, String password) {
        super("postgres", local);
        this.user = PostgresRecipe.USER;
        this.password = password;
    }

    private PostgresServer(InetSocketAddress given) {
        super("postgres", given);
        this.user = Objects.requireNonNullElse(System.getProperty("aside.postgres.user"), "postgres");
        this.password = Objects.requireNonNullElse(System.getProperty("aside.postgres.password"), "");
    }

    /**
     * Starts a server that is not configured in any way, or takes the one whose address is given.
     *
     * @return a server that serves
     * @throws TestServerException if there is none, or it does not start
     */
    public static PostgresServer start() {
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
     * Returns the address of the database {@code postgres}.
     *
     * @return a URL for JDBC, without user and password
     */
    public String jdbcUrl() {
        return "jdbc:postgresql://" + host() + ":" + port() + "/postgres";
    }

    /**
     * Returns who may connect.
     *
     * @return a superuser, if the server was started here
     */
    public String user() {
        return user;
    }

    /**
     * Returns what the user has to say.
     *
     * @return the password, a new one for each server that is started here
     */
    public String password() {
        return password;
    }

    /** Configures a server. Not thread-safe. */
    public static final class Builder {

        private final List<String> settings = new ArrayList<>(List.of("fsync=off", "full_page_writes=off"));
        private boolean configured;

        private Builder() {}

        /**
         * Changes a setting.
         *
         * @param setting what {@code postgresql.conf} calls it
         * @param value without quotes
         * @return this
         * @throws IllegalArgumentException if the setting is not one word
         */
        public Builder config(String setting, String value) {
            if (!setting.matches("[A-Za-z0-9_.]+")) {
                throw new IllegalArgumentException(
                        "a setting is one word of letters, digits, underscores and dots, not \"" + setting + '"');
            }
            settings.add(setting + "=" + value);
            configured = true;
            return this;
        }

        /**
         * Starts the server. An address given by the system property is taken only if nothing is configured.
         *
         * @return a server that serves
         * @throws TestServerException if there is none, or it does not start; the message ends with what it wrote
         */
        public PostgresServer start() {
            Programs programs = Programs.ofThisMachine();
            Optional<InetSocketAddress> given = programs.address(Wanted.POSTGRES);
            if (given.isPresent() && !configured) {
                return new PostgresServer(given.get());
            }
            byte[] random = new byte[16];
            new SecureRandom().nextBytes(random);
            String password = HexFormat.of().formatHex(random);
            PostgresRecipe recipe = new PostgresRecipe(programs.program(Wanted.POSTGRES), settings, password);
            LocalServer local = new LocalServer(recipe, recipe.directory());
            local.start();
            return new PostgresServer(local, password);
        }
    }
}
