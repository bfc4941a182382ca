package dev.aside.cache.testkit.server;

import org.jspecify.annotations.Nullable;

/**
 * What a server shows to those who connect, and what it asks of them.
 *
 * @param shown its own certificate
 * @param asked who must have signed theirs; null if they need none
 */
record ServerTls(TestCertificate shown, @Nullable TestAuthority asked) {}
