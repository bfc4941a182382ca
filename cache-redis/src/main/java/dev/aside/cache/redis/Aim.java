package dev.aside.cache.redis;

import io.lettuce.core.RedisURI;
import java.util.concurrent.CompletableFuture;

/** Where the next connection of a node is to lead. */
interface Aim {

    /** Returns where, once that is known; or fails with a reason. */
    CompletableFuture<RedisURI> uri();

    /** Returns where it has led last, for people, without secrets. */
    String place();

    /** Returns whether it leads there by TLS. */
    boolean isSecure();

    /** Returns one that does not move. What its name means is asked anew for every connection. */
    static Aim at(RedisURI uri) {
        return new Aim() {
            @Override
            public CompletableFuture<RedisURI> uri() {
                return CompletableFuture.completedFuture(uri);
            }

            @Override
            public String place() {
                return Uris.place(uri);
            }

            @Override
            public boolean isSecure() {
                return uri.isSsl();
            }
        };
    }
}
