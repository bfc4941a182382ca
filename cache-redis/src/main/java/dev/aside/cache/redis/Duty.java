package dev.aside.cache.redis;

import java.util.stream.Stream;

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

        @Override
        Stream<Script> scripts() {
            return Stream.of(Script.values());
        }
    },
    /** Reads: any server of the right history will do, the master among them. */
    READ {
        @Override
        void check(ServerInfo info) {
            // how far it has come is asked again and again
        }

        /** Reads need none, and a replica without its master, or one that is loading, takes none. */
        @Override
        Stream<Script> scripts() {
            return Stream.empty();
        }
    };

    /** Throws, with a reason, if this server is not for it. */
    abstract void check(ServerInfo info);

    /** Returns what is to be called on it. */
    abstract Stream<Script> scripts();
}
