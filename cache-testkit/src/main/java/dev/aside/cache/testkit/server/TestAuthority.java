package dev.aside.cache.testkit.server;

import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;

/**
 * An authority that signs certificates for tests. Its keys are made here, are worth nothing elsewhere, and their files are
 * removed when this JVM ends. It needs {@code org.bouncycastle:bcpkix-jdk18on} on the class path.
 *
 * <pre>{@code
 * TestAuthority authority = TestAuthority.create();
 * RedisServer redis = RedisServer.builder().tls(authority.server()).start();   // trust authority.certificateFile()
 * authority.server("elsewhere.example");                                       // a certificate with a wrong name
 * authority.expired();                                                         // one that ended yesterday
 * authority.client("orders");                                                  // one for those who connect
 * TestCertificate.selfSigned();                                                // one that nobody has signed
 * }</pre>
 *
 * <p><b>Thread-safety:</b> safe for use by many threads.
 */
public final class TestAuthority {

    private static final Duration VALID = Duration.ofDays(2);
    private static final Duration PAST = Duration.ofDays(-1);

    private final TestCertificate own;

    private TestAuthority(TestCertificate own) {
        this.own = own;
    }

    /**
     * Makes an authority with a new key.
     *
     * @return an authority that nobody trusts yet
     * @throws TestServerException if Bouncy Castle is not on the class path
     */
    public static TestAuthority create() {
        return new TestAuthority(
                TestCertificate.make(new Subject("aside test authority", List.of(), true, VALID), null));
    }

    /**
     * Makes a certificate for a server.
     *
     * @param names the names and addresses that it is good for; without any, those of this machine for itself: {@code
     *     localhost}, {@code 127.0.0.1} and {@code ::1}
     * @return a certificate that is valid for two days
     */
    public TestCertificate server(String... names) {
        return TestCertificate.make(Subject.server(names, VALID), own);
    }

    /**
     * Makes a certificate for a server that ended a day ago.
     *
     * @param names as those of {@link #server}
     * @return a certificate that is not valid any more
     */
    public TestCertificate expired(String... names) {
        return TestCertificate.make(Subject.server(names, PAST), own);
    }

    /**
     * Makes a certificate for one who connects.
     *
     * @param name the subject's common name
     * @return a certificate that is valid for two days
     */
    public TestCertificate client(String name) {
        return TestCertificate.make(new Subject(name, List.of(), false, VALID), own);
    }

    /**
     * Returns what those trust who trust this authority.
     *
     * @return a file with the certificate in PEM
     */
    public Path certificateFile() {
        return own.certificateFile();
    }

    /**
     * Returns what those trust who trust this authority.
     *
     * @return a new store with the certificate alone
     */
    public KeyStore trustStore() {
        return own.trustStore();
    }
}
