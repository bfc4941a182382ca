package dev.aside.cache.memcached;

/** The contract, by TLS and the binary protocol, on the client library of ElastiCache: spymemcached has no TLS. */
final class SecureContractIT extends ServerContract {

    SecureContractIT() {
        super(Site.secure(1));
    }
}
