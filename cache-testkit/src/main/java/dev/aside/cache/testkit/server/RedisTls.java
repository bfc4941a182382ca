package dev.aside.cache.testkit.server;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a Redis shows to those who connect, and what it asks of them.
 *
 * @param shown its own certificate
 * @param asked who must have signed theirs; null if they need none
 */
record RedisTls(TestCertificate shown, @Nullable TestAuthority asked) {

    List<String> lines(int port) {
        return List.of(
                "port 0",
                "tls-port " + port,
                "tls-cert-file " + shown.certificateFile(),
                "tls-key-file " + shown.keyFile(),
                // Also what a replica of this server trusts.
                "tls-ca-cert-file " + (asked == null ? shown.trustFile() : asked.certificateFile()),
                "tls-auth-clients " + (asked == null ? "no" : "yes"),
                "tls-replication yes");
    }
}
