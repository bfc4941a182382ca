package dev.aside.cache.testkit.server;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A certificate for tests, with its key, as files in PEM and as stores of Java. Made by a {@link TestAuthority}, or without
 * one.
 *
 * <p><b>Thread-safety:</b> immutable.
 */
public final class TestCertificate {

    private static final String CERTIFICATE = "certificate.pem";
    private static final String KEY = "key.pem";

    private final X509Certificate certificate;
    private final PrivateKey key;
    private final X509Certificate signer;
    private final WorkDirectory directory;
    private final Path trustFile;

    private TestCertificate(
            X509Certificate certificate, PrivateKey key, X509Certificate signer, WorkDirectory files, Path trust) {
        this.certificate = certificate;
        this.key = key;
        this.signer = signer;
        this.directory = files;
        this.trustFile = trust;
    }

    static TestCertificate make(Subject subject, @Nullable TestCertificate signer) {
        try {
            return signer == null ? of(Issuer.issue(subject, null)) : signer.sign(subject);
        } catch (NoClassDefFoundError e) {
            throw new TestServerException(
                    "certificates are made by Bouncy Castle: add org.bouncycastle:bcpkix-jdk18on in test scope", e);
        }
    }

    /** One that has signed itself. */
    private static TestCertificate of(Issuer.Issued own) {
        WorkDirectory files = write(own);
        return new TestCertificate(own.certificate(), own.key(), own.certificate(), files, files.file(CERTIFICATE));
    }

    private TestCertificate sign(Subject subject) {
        Issuer.Issued signed = Issuer.issue(subject, new Issuer.Issued(certificate, key));
        return new TestCertificate(signed.certificate(), signed.key(), certificate, write(signed), certificateFile());
    }

    private static WorkDirectory write(Issuer.Issued issued) {
        try {
            WorkDirectory files = WorkDirectory.untilTheEnd("tls");
            files.write(CERTIFICATE, pem("CERTIFICATE", issued.certificate().getEncoded()));
            files.write(KEY, pem("PRIVATE KEY", issued.key().getEncoded()));
            return files;
        } catch (GeneralSecurityException e) {
            throw new TestServerException("a certificate cannot be written down", e);
        }
    }

    private static List<String> pem(String type, byte[] encoded) {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded);
        return List.of("-----BEGIN " + type + "-----", text, "-----END " + type + "-----");
    }

    /**
     * Makes a certificate that no authority has signed.
     *
     * @param names as those of {@link TestAuthority#server}
     * @return a certificate that is valid for two days
     * @throws TestServerException if Bouncy Castle is not on the class path
     */
    public static TestCertificate selfSigned(String... names) {
        return make(Subject.server(names, Duration.ofDays(2)), null);
    }

    /**
     * Returns the certificate.
     *
     * @return a file in PEM
     */
    public Path certificateFile() {
        return directory.file(CERTIFICATE);
    }

    /**
     * Returns the private key, which is not encrypted.
     *
     * @return a file in PEM, PKCS #8
     */
    public Path keyFile() {
        return directory.file(KEY);
    }

    /**
     * Returns what those must trust who are shown this certificate: its authority, or the certificate itself.
     *
     * @return a file with a certificate in PEM
     */
    public Path trustFile() {
        return trustFile;
    }

    /**
     * Returns what those must trust who are shown this certificate.
     *
     * @return a new store with one certificate
     */
    public KeyStore trustStore() {
        try {
            KeyStore store = empty();
            store.setCertificateEntry("aside", signer);
            return store;
        } catch (GeneralSecurityException | IOException e) {
            throw new TestServerException("a store of certificates cannot be made", e);
        }
    }

    /**
     * Returns certificate and key, for one who shows them.
     *
     * @param password what the key is protected with
     * @return a new store with one entry
     */
    public KeyStore keyStore(char[] password) {
        try {
            KeyStore store = empty();
            store.setKeyEntry("aside", key, password, new X509Certificate[] {certificate});
            return store;
        } catch (GeneralSecurityException | IOException e) {
            throw new TestServerException("a store of keys cannot be made", e);
        }
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }
}
