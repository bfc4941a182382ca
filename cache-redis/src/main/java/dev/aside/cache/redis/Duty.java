package dev.aside.cache.redis;

/** What a connection is for. */
enum Duty {
    /** Everything: only a master will do. */
    WRITE {
        @Override
        void check(ServerInfo info) {
            if (!info.replication().isMaster()) {
                throw new IllegalStateException("the server is a replica, and takes no writes");
            }
        }
    },
    /** Reads: any server of the right history will do, the master among them. */
    READ {
        @Override
        void check(ServerInfo info) {
            // how far it has come is asked again and again
        }
    };

    /** Throws, with a reason, if this server is not for it. */
    abstract void check(ServerInfo info);
}
