package dev.aside.cache.testkit.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a test wants its PostgreSQL to be. */
final class PostgresConfig {

    /** What the launcher decides. */
    private static final Set<String> OWN = Set.of(
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

    private final List<String> settings = new ArrayList<>();
    private @Nullable ServerTls tls;

    void add(String setting, String value) {
        if (!setting.matches("[A-Za-z0-9_.]+")) {
            throw new IllegalArgumentException(
                    "a setting is one word of letters, digits, underscores and dots, not \"" + setting + '"');
        }
        if (OWN.contains(setting.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("\"" + setting
                    + "\" is set by the launcher, or by a method of the builder, as are "
                    + String.join(", ", new TreeSet<>(OWN)));
        }
        settings.add(setting + "=" + value);
    }

    void tls(ServerTls wanted) {
        this.tls = wanted;
    }

    boolean isEmpty() {
        return settings.isEmpty() && tls == null;
    }

    /** As for {@code -c}. */
    List<String> settings() {
        return List.copyOf(settings);
    }

    @Nullable
    ServerTls tls() {
        return tls;
    }

    PostgresConfig copy() {
        PostgresConfig copy = new PostgresConfig();
        copy.settings.addAll(settings);
        copy.tls = tls;
        return copy;
    }
}
