package dev.aside.cache.testkit.server;

import java.time.Duration;
import java.util.List;
import javax.naming.ldap.Rdn;
import javax.security.auth.x500.X500Principal;

/**
 * What a certificate is about.
 *
 * @param name the common name
 * @param goodFor the names and addresses of the server; none for a client
 * @param authority whether it may sign others
 * @param validity when it ends, from now; negative if it has ended
 */
record Subject(String name, List<String> goodFor, boolean authority, Duration validity) {

    private static final List<String> HERE = List.of("localhost", "127.0.0.1", "::1");

    static Subject server(String[] names, Duration validity) {
        return new Subject("aside test server", names.length == 0 ? HERE : List.of(names), false, validity);
    }

    X500Principal principal() {
        return new X500Principal("CN=" + Rdn.escapeValue(name));
    }
}
