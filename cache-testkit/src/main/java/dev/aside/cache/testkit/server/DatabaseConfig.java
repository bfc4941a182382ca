package dev.aside.cache.testkit.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a test wants its PostgreSQL or MariaDB to be. */
final class DatabaseConfig {

    private static final Set<String> POSTGRES = Set.of(
            "config_file",
            "data_directory",
            "hba_file",
            "listen_addresses",
            "port",
            "primary_conninfo",
            "ssl",
            "ssl_ca_file",
            "ssl_cert_file",
            "ssl_key_file",
            "unix_socket_directories");

    private static final Set<String> MARIADB = Set.of(
            "bind_address",
            "datadir",
            "init_file",
            "log_bin",
            "log_slave_updates",
            "port",
            "read_only",
            "require_secure_transport",
            "server_id",
            "skip_name_resolve",
            "socket",
            "ssl_ca",
            "ssl_cert",
            "ssl_key");

    /** What the launcher decides. */
    private final Set<String> own;

    private final List<String> settings = new ArrayList<>();
    private @Nullable ServerTls tls;

    private DatabaseConfig(Set<String> own) {
        this.own = own;
    }

    static DatabaseConfig ofPostgres() {
        return new DatabaseConfig(POSTGRES);
    }

    static DatabaseConfig ofMariaDb() {
        return new DatabaseConfig(MARIADB);
    }

    void add(String setting, String value) {
        if (!setting.matches("[A-Za-z0-9_.]+")) {
            throw new IllegalArgumentException(
                    "a setting is one word of letters, digits, underscores and dots, not \"" + setting + '"');
        }
        if (own.contains(setting.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("\"" + setting
                    + "\" is set by the launcher, or by a method of the builder, as are "
                    + String.join(", ", new TreeSet<>(own)));
        }
        settings.add(setting + "=" + value);
    }

    void tls(ServerTls wanted) {
        this.tls = wanted;
    }

    boolean isEmpty() {
        return settings.isEmpty() && tls == null;
    }

    /** Each as name=value. */
    List<String> settings() {
        return List.copyOf(settings);
    }

    @Nullable
    ServerTls tls() {
        return tls;
    }

    DatabaseConfig copy() {
        DatabaseConfig copy = new DatabaseConfig(own);
        copy.settings.addAll(settings);
        copy.tls = tls;
        return copy;
    }
}
