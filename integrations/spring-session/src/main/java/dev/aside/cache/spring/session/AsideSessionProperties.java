package dev.aside.cache.spring.session;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How sessions are kept.
 *
 * @param storeName the store's name, which is the namespace on the server
 * @param secret 32 bytes by chance or more, in Base64, the same on all nodes; needed unless the backend is in the process
 * @param timeout how long a session lives when nobody comes for it; by default {@code server.servlet.session.timeout}, or 30
 *     minutes
 * @param allowedTypes patterns of types that attributes may have, beyond those of the JDK and of Spring Security, such as {@code
 *     com.shop.*}
 * @param publishExpired whether the application is told of sessions that have ended by themselves, by {@code SessionExpiredEvent}
 * @param ownChanges whether a request shows its user what he has changed on other nodes, in caches that read your writes, as {@link
 *     dev.aside.cache.session.Session#ownChanges} does; every request that has a session then loads it, whether it looks at it or not
 */
@ConfigurationProperties("aside.session")
public record AsideSessionProperties(
        @DefaultValue("spring") String storeName,
        @Nullable String secret,
        @Nullable Duration timeout,
        @DefaultValue List<String> allowedTypes,
        @DefaultValue("false") boolean publishExpired,
        @DefaultValue("false") boolean ownChanges) {

    /** Says no secret. */
    @Override
    public String toString() {
        return "AsideSessionProperties[" + storeName + "]";
    }
}
