package dev.aside.samples.web;

import dev.aside.Aside;
import dev.aside.cache.redis.RedisBackend;
import dev.aside.cache.session.SessionOutage;
import dev.aside.cache.session.SessionStore;
import dev.aside.cache.spring.session.AsideSession;
import dev.aside.cache.spring.session.AsideSessionRepository;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;
import org.springframework.session.web.http.SessionRepositoryFilter;

/**
 * One node of the shop: Tomcat, with Spring Session's filter in front of its pages, and Aside's sessions behind that. While Redis
 * does not answer the node goes on with the sessions that it knows.
 */
final class ShopNode implements AutoCloseable {

    private final Aside aside;
    private final SessionStore sessions;
    private final Tomcat tomcat = new Tomcat();

    private ShopNode(String redisUri, byte[] secret) {
        this.aside = Aside.builder().backend(RedisBackend.of(redisUri)).build();
        this.sessions = aside.sessions("shop")
                .secret(secret)
                .attribute("basket", Basket.class)
                .idleTimeout(Duration.ofMinutes(30))
                .whenUnavailable(SessionOutage.LOCAL)
                .localFor(Duration.ofMinutes(5))
                .build();
    }

    /**
     * Starts a node on a free port of this machine.
     *
     * @param name what its pages call it
     * @param redisUri where the sessions are
     * @param secret what ids are kept secret by, the same on all nodes
     * @return the node, which the caller closes
     */
    static ShopNode start(String name, String redisUri, byte[] secret) {
        ShopNode node = new ShopNode(redisUri, secret);
        try {
            node.serve(name);
            return node;
        } catch (LifecycleException | IOException e) {
            node.close();
            throw new IllegalStateException("the node could not be started", e);
        }
    }

    private void serve(String name) throws LifecycleException, IOException {
        File folder = Files.createTempDirectory("aside-shop").toFile();
        folder.deleteOnExit();
        tomcat.setBaseDir(folder.getPath());
        tomcat.setHostname("localhost");
        tomcat.setPort(0);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        Context context = tomcat.addContext("", folder.getPath());
        addFilter(context, new AsideSessionRepository(sessions, event -> {}));
        Tomcat.addServlet(context, "shop", new ShopServlet(name, sessions));
        context.addServletMappingDecoded("/*", "shop");
        tomcat.start();
    }

    private static void addFilter(Context context, AsideSessionRepository repository) {
        FilterDef filter = new FilterDef();
        filter.setFilterName("sessions");
        filter.setFilter(new SessionRepositoryFilter<AsideSession>(repository));
        context.addFilterDef(filter);
        FilterMap map = new FilterMap();
        map.setFilterName("sessions");
        map.addURLPattern("/*");
        context.addFilterMap(map);
    }

    /** Returns the address of its page. */
    String url() {
        return "http://localhost:" + tomcat.getConnector().getLocalPort() + "/";
    }

    /** Waits until the node is stopped. */
    void await() {
        tomcat.getServer().await();
    }

    @Override
    public void close() {
        try {
            tomcat.stop();
            tomcat.destroy();
        } catch (LifecycleException e) {
            throw new IllegalStateException("the node could not be stopped", e);
        } finally {
            aside.close();
        }
    }
}
