package dev.aside.cache.memcached;

/** The contract on one node. */
final class MemcachedContractIT extends ServerContract {

    MemcachedContractIT() {
        super(Site.of(1));
    }
}
