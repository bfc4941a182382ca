package dev.aside.cache.testkit.server;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/** Makes keys and certificates. The only class here that knows Bouncy Castle, which is an optional dependency. */
final class Issuer {

    private static final Duration AGE = Duration.ofDays(2);
    private static final SecureRandom RANDOM = new SecureRandom();

    private Issuer() {}

    /** A certificate and its key. */
    record Issued(X509Certificate certificate, PrivateKey key) {}

    /**
     * @param signer who signs, or null for one that signs itself
     */
    static Issued issue(Subject subject, @Nullable Issued signer) {
        try {
            KeyPair pair = keyPair();
            X500Principal by =
                    signer == null ? subject.principal() : signer.certificate().getSubjectX500Principal();
            PrivateKey key = signer == null ? pair.getPrivate() : signer.key();
            return new Issued(sign(subject, pair, by, key), pair.getPrivate());
        } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new TestServerException("a certificate cannot be made", e);
        }
    }

    private static KeyPair keyPair() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private static X509Certificate sign(Subject subject, KeyPair pair, X500Principal by, PrivateKey key)
            throws GeneralSecurityException, OperatorCreationException, IOException {
        Instant now = Instant.now();
        var builder = new JcaX509v3CertificateBuilder(
                by,
                new BigInteger(64, RANDOM),
                Date.from(now.minus(AGE)),
                Date.from(now.plus(subject.validity())),
                subject.principal(),
                pair.getPublic());
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(subject.authority()));
        if (!subject.goodFor().isEmpty()) {
            builder.addExtension(Extension.subjectAlternativeName, false, names(subject.goodFor()));
        }
        return new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key)));
    }

    private static GeneralNames names(List<String> names) {
        return new GeneralNames(names.stream().map(Issuer::name).toArray(GeneralName[]::new));
    }

    /** An address has colons, or nothing but digits and dots. */
    private static GeneralName name(String name) {
        boolean address = name.contains(":") || name.matches("[0-9.]+");
        return new GeneralName(address ? GeneralName.iPAddress : GeneralName.dNSName, name);
    }
}
