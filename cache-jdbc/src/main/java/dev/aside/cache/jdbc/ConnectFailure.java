package dev.aside.cache.jdbc;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.sql.SQLException;
import java.util.function.Predicate;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Why a node is not reached, told apart by what its user has to look at. */
enum ConnectFailure {
    LOGIN("does not accept user and password"),
    ACCESS("does not let this user in from here to this database, or not without TLS"),
    TRUST("shows a certificate that is not trusted, or another host's; say whom to trust by the option "),
    TLS("does not speak TLS as it is asked to"),
    NAME("has a name that cannot be resolved"),
    REFUSED("refuses the connection: nothing listens there"),
    TIMEOUT("does not answer in time: is it hung, or does a firewall or a security group drop what is sent?"),
    STARTING("is starting up, or shutting down"),
    FULL("has no connection left"),
    OTHER("is not reached");

    private static final int DEPTH = 16;

    private final String words;

    ConnectFailure(String words) {
        this.words = words;
    }

    /** Returns whether the node is there, and has said no. */
    boolean isAnswer() {
        return this == LOGIN || this == ACCESS || this == FULL;
    }

    /** Returns what it is, in words, without what may be secret. */
    static String inWords(SQLException error, Dialect dialect) {
        ConnectFailure kind = of(error, dialect);
        String state = error.getSQLState();
        return kind.words
                + (kind == TRUST ? dialect.trustOption() : "")
                + (kind == OTHER && state != null ? " (SQLState " + state + ")" : "");
    }

    static ConnectFailure of(SQLException error, Dialect dialect) {
        String state = error.getSQLState() == null ? "" : error.getSQLState();
        if (dialect.isAccessError(error)) {
            return ACCESS;
        } else if (dialect.isLoginError(error)) {
            return LOGIN;
        } else if (state.startsWith("57P0")) {
            return STARTING;
        } else if (state.equals("53300")) {
            return FULL;
        }
        return ofCause(error);
    }

    private static ConnectFailure ofCause(SQLException error) {
        if (has(error, cause -> cause instanceof CertificateException || cause instanceof CertPathBuilderException)
                || saysHostname(error)) {
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

    /** Drivers check names themselves, and say so in words only. */
    private static boolean saysHostname(SQLException error) {
        String message = String.valueOf(error.getMessage());
        return message.contains("hostname") && message.contains("verif");
    }

    private static boolean saysTls(SQLException error) {
        return String.valueOf(error.getMessage()).contains("SSL");
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
