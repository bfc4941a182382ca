package dev.aside.samples.web;

import dev.aside.Aside;
import dev.aside.cache.redis.RedisBackend;
import dev.aside.cache.session.SessionOutage;
import dev.aside.cache.session.SessionStore;
import dev.aside.cache.spring.session.AsideSession;
import dev.aside.cache.spring.session.AsideSessionRepository;
import dev.aside.samples.tomcat.LocalTomcat;
import java.time.Duration;
import org.apache.catalina.Context;
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
    private final LocalTomcat tomcat;

    private ShopNode(Aside aside, LocalTomcat tomcat) {
        this.aside = aside;
        this.tomcat = tomcat;
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
        Aside aside = Aside.builder().backend(RedisBackend.of(redisUri)).build();
        SessionStore sessions = aside.sessions("shop")
                .secret(secret)
                .attribute("basket", Basket.class)
                .idleTimeout(Duration.ofMinutes(30))
                .whenUnavailable(SessionOutage.LOCAL)
                .localFor(Duration.ofMinutes(5))
                .build();
        try {
            return new ShopNode(aside, LocalTomcat.start(context -> addPages(context, name, sessions)));
        } catch (IllegalStateException e) {
            aside.close();
            throw e;
        }
    }

    private static void addPages(Context context, String name, SessionStore sessions) {
        addFilter(context, new AsideSessionRepository(sessions, event -> {}));
        Tomcat.addServlet(context, "shop", new ShopServlet(name, sessions));
        context.addServletMappingDecoded("/*", "shop");
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
        return tomcat.url();
    }

    /** Waits until the node is stopped. */
    void await() {
        tomcat.await();
    }

    @Override
    public void close() {
        try {
            tomcat.close();
        } finally {
            aside.close();
        }
    }
}
