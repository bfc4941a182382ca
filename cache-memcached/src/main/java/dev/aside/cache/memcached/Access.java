package dev.aside.cache.memcached;

import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * How servers are spoken to.
 *
 * @param tls what trusts them; null without TLS
 * @param login how this process says who it is; null if it does not
 * @param maximumBytes how long an answer may be
 */
record Access(@Nullable SSLContext tls, @Nullable Login login, long maximumBytes) {

    /** Servers know SASL in the binary protocol only, and a file of passwords only in that of lines. */
    boolean isBinary() {
        return login != null && login.how() == Login.How.SASL;
    }

    /** Returns what looks at one answer. */
    Bounds bounds() {
        return new Bounds(isBinary(), maximumBytes);
    }
}
