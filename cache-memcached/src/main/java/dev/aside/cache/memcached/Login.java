package dev.aside.cache.memcached;

import java.net.PasswordAuthentication;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.auth.callback.UnsupportedCallbackException;
import net.spy.memcached.OperationFactory;
import net.spy.memcached.ops.Operation;
import net.spy.memcached.ops.StoreType;

/**
 * How this process says who it is, by the first command of every connection. The client library's own way is not used: it is a
 * thread that waits without end.
 */
final class Login {

    /** How servers ask. */
    enum How {
        /** By SASL, mechanism PLAIN. */
        SASL,
        /** By a first command that stores user and password. */
        FILE
    }

    /** What a server with a file of passwords is told them under. */
    static final String NAME = "login";

    /** Why there is no connection if the server does not let this process in. */
    static final String REFUSED = "it refuses the user or the password";

    private static final String[] MECHANISMS = {"PLAIN"};

    private final How how;
    private final Supplier<PasswordAuthentication> who;

    /** @param who is asked whenever a connection is made */
    Login(How how, Supplier<PasswordAuthentication> who) {
        this.how = how;
        this.who = who;
    }

    How how() {
        return how;
    }

    /** Asks who this process is just now, which may take a while. */
    Greeting greeting() {
        return new Greeting(Objects.requireNonNull(who.get(), "nobody has said who logs in"));
    }

    /** A connection's first command. */
    final class Greeting {

        private final PasswordAuthentication now;

        private Greeting(PasswordAuthentication now) {
            this.now = now;
        }

        Operation command(OperationFactory commands, Calls.Hello call) {
            return how == How.SASL
                    ? commands.saslAuth(MECHANISMS, "memcached", Map.of(), this::fill, call)
                    : commands.store(StoreType.set, NAME, 0, 0, words(), call);
        }

        /** What a server with a file of passwords wants to be told to store. */
        byte[] words() {
            return (now.getUserName() + " " + new String(now.getPassword())).getBytes(StandardCharsets.UTF_8);
        }

        private void fill(Callback[] callbacks) throws UnsupportedCallbackException {
            for (Callback callback : callbacks) {
                if (callback instanceof NameCallback name) {
                    name.setName(now.getUserName());
                } else if (callback instanceof PasswordCallback password) {
                    password.setPassword(now.getPassword());
                } else {
                    throw new UnsupportedCallbackException(callback);
                }
            }
        }
    }
}
