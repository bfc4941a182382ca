package dev.aside.samples.web;

import dev.aside.cache.testkit.server.RedisServer;
import java.security.SecureRandom;

/** Starts Redis and two nodes of the shop, and says where they are. */
final class Main {

    private Main() {}

    /**
     * Runs until it is stopped.
     *
     * @param args not used
     */
    public static void main(String[] args) {
        byte[] secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        try (RedisServer redis = RedisServer.start()) {
            String uri = "redis://" + redis.host() + ":" + redis.port();
            try (ShopNode one = ShopNode.start("node 1", uri, secret);
                    ShopNode two = ShopNode.start("node 2", uri, secret)) {
                System.out.println("node 1: " + one.url());
                System.out.println(
                        "node 2: " + two.url() + "  (the same session: log in on one, and go on with the other)");
                System.out.println("Redis:  " + uri + "  (stop it, and see what the nodes do)");
                one.await();
            }
        }
    }
}
