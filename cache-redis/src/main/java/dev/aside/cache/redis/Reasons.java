package dev.aside.cache.redis;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.protocol.RedisProtocolException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Why there is no connection, in words for those who have to put it right. */
final class Reasons {

    private static final Pattern ALERT = Pattern.compile("fatal alert: ([a-z_]{1,40})");

    /** What a server says of a certificate that it does not like; the last is said where its signature is wrong. */
    private static final Set<String> ABOUT_CERTIFICATES = Set.of(
            "bad_certificate",
            "unsupported_certificate",
            "certificate_revoked",
            "certificate_expired",
            "certificate_unknown",
            "unknown_ca",
            "decrypt_error");

    private static final String TIMED_OUT = "no answer within " + Timing.CONNECT.toMillis() + " ms";

    private Reasons() {}

    /**
     * Returns what the innermost of an error's causes says to us. Messages of the client library may show more of an address
     * than they should, so none is passed on; kinds of errors are.
     */
    static String of(@Nullable Throwable error, boolean secure) {
        String reason = "unknown";
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof IllegalStateException && cause.getMessage() != null) {
                return cause.getMessage(); // one of our own
            }
            String words = words(cause, String.valueOf(cause.getMessage()), secure);
            boolean tells = words != null || !isKnown(reason);
            if (tells && !(cause instanceof CompletionException)) {
                reason = words == null ? cause.getClass().getSimpleName() : words;
            }
        }
        return reason;
    }

    /** Words have spaces, the names of classes have none. */
    private static boolean isKnown(String reason) {
        return reason.indexOf(' ') >= 0;
    }

    private static @Nullable String words(Throwable cause, String message, boolean secure) {
        if (cause instanceof RedisCommandExecutionException) {
            return "redis answers " + Failures.code(message);
        } else if (cause instanceof RedisCommandTimeoutException || message.contains(" timed out after ")) {
            return secure ? TIMED_OUT + "; does the server speak TLS?" : TIMED_OUT;
        } else if (cause instanceof CertificateException || cause instanceof CertPathValidatorException) {
            return ofCertificate(cause, message);
        } else if (cause instanceof CertPathBuilderException) {
            return "the server's certificate is not trusted";
        } else if (cause instanceof SSLException) {
            return ofTls(message);
        } else if (cause instanceof UnknownHostException) {
            return "the host is not known";
        } else if (cause instanceof ConnectException) {
            return "nobody listens there";
        } else if (cause instanceof RedisProtocolException) {
            return "what answers there is not redis";
        } else if (cause instanceof IOException) {
            return secure ? "the server ends the connection" : "the server ends the connection; does it want TLS?";
        }
        return null;
    }

    private static String ofCertificate(Throwable cause, String message) {
        if (cause instanceof CertificateExpiredException) {
            return "the server's certificate has ended";
        } else if (cause instanceof CertificateNotYetValidException) {
            return "the server's certificate is not valid yet";
        } else if (message.startsWith("No subject alternative") || message.startsWith("No name matching")) {
            return "the server's certificate is not for this host";
        }
        return "the server's certificate is not trusted";
    }

    private static @Nullable String ofTls(String message) {
        Matcher alert = ALERT.matcher(message);
        if (message.startsWith("not an SSL/TLS record")) {
            return "the server does not speak TLS";
        } else if (!alert.find()) {
            return null;
        } else if (alert.group(1).equals("certificate_required")) {
            return "the server wants a certificate to be shown";
        } else if (ABOUT_CERTIFICATES.contains(alert.group(1))) {
            return "the server does not accept the certificate that is shown: " + alert.group(1);
        }
        return "the server does not go on with TLS: " + alert.group(1);
    }
}
