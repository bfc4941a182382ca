package dev.aside.cache.memcached;

/** The contract on three nodes. */
final class ThreeNodesContractIT extends ServerContract {

    ThreeNodesContractIT() {
        super(Site.of(3));
    }
}
