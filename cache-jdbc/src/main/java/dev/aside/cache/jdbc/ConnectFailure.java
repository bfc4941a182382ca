package dev.aside.cache.jdbc;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.sql.SQLException;
import java.util.Set;
import java.util.function.Predicate;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Why a node is not reached, told apart by what its user has to look at. */
enum ConnectFailure {
    LOGIN("does not accept user and password"),
    PROVIDER("is not connected to, as the provider of credentials has failed"),
    ACCESS("does not let this user in from here to this database, or not without TLS"),
    TRUST("shows a certificate that is not trusted; say whom to trust by the option "),
    HOST("shows another host's certificate, or one that does not say its name"),
    TLS("does not speak TLS as it is asked to"),
    NAME("has a name that cannot be resolved"),
    REFUSED("refuses the connection: nothing listens there"),
    TIMEOUT("does not answer in time: is it hung, or does a firewall or a security group drop what is sent?"),
    STARTING("is starting up, or shutting down"),
    FULL("has no connection left"),
    KIND(
            "does not answer what its kind of database is asked: is it what dialect(…) says, is the extension there for that,"
                    + " and may the user call it?"),
    OTHER("is not reached");

    private static final int DEPTH = 16;

    /** There is no such function, schema or table; it may not be used; it knows nothing. */
    private static final Set<String> UNKNOWN = Set.of("42883", "3F000", "42P01", "42501", "55000");

    private final String words;

    ConnectFailure(String words) {
        this.words = words;
    }

    /** Returns whether the node is there, and has said no; or whether it was not asked at all. */
    boolean isAnswer() {
        return this == LOGIN || this == ACCESS || this == FULL || this == PROVIDER;
    }

    /** Returns what it is, in words, without what may be secret. */
    static String inWords(SQLException error, Dialect dialect) {
        ConnectFailure kind = of(error, dialect);
        String state = error.getSQLState();
        return kind.words
                + (kind == TRUST ? dialect.trustOption() : "")
                + ((kind == OTHER || kind == KIND) && state != null ? " (SQLState " + state + ")" : "");
    }

    static ConnectFailure of(SQLException error, Dialect dialect) {
        String state = error.getSQLState() == null ? "" : error.getSQLState();
        if (has(error, Logins.NobodyException.class::isInstance)) {
            return PROVIDER;
        } else if (dialect.isAccessError(error)) {
            return ACCESS;
        } else if (dialect.isLoginError(error)) {
            return LOGIN;
        } else if (state.startsWith("57P0")) {
            return STARTING;
        } else if (dialect.isFull(error)) {
            return FULL;
        } else if (UNKNOWN.contains(state)) {
            return KIND;
        }
        return ofCause(error);
    }

    private static ConnectFailure ofCause(SQLException error) {
        if (has(error, ConnectFailure::saysName)) {
            return HOST;
        } else if (has(
                        error,
                        cause -> cause instanceof CertificateException || cause instanceof CertPathBuilderException)
                || saysTrust(error)) {
            return TRUST;
        } else if (has(error, SSLException.class::isInstance) || saysTls(error)) {
            return TLS;
        } else if (has(error, UnknownHostException.class::isInstance)) {
            return NAME;
        } else if (has(error, SocketTimeoutException.class::isInstance) || saysTimeout(error)) {
            return TIMEOUT;
        } else if (has(error, NoRouteToHostException.class::isInstance)
                || has(error, ConnectException.class::isInstance)) {
            return REFUSED;
        }
        return OTHER;
    }

    /** MariaDB's driver says in words only that nobody who is trusted has signed. */
    private static boolean saysTrust(SQLException error) {
        return String.valueOf(error.getMessage()).contains("Self signed certificate");
    }

    /** That a name is not the certificate's is said in words only: by a driver that looks itself, or by the JDK. */
    private static boolean saysName(Throwable cause) {
        String message = String.valueOf(cause.getMessage());
        return (message.contains("hostname") && message.contains("verif"))
                || (cause instanceof CertificateException
                        && (message.contains("No name matching") || message.contains("No subject alternative")));
    }

    private static boolean saysTls(SQLException error) {
        String message = String.valueOf(error.getMessage());
        return message.contains("SSL") || message.contains("ssl not enabled");
    }

    private static boolean saysTimeout(SQLException error) {
        return String.valueOf(error.getMessage()).contains("timed out")
                || String.valueOf(error.getMessage()).contains("timeout");
    }

    private static boolean has(Throwable error, Predicate<Throwable> what) {
        @Nullable Throwable cause = error;
        for (int depth = 0; cause != null && depth < DEPTH; depth++) {
            if (what.test(cause)) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }
}
