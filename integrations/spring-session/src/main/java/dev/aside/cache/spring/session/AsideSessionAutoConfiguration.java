package dev.aside.cache.spring.session;

import dev.aside.Aside;
import dev.aside.SessionStoreBuilder;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.session.SessionRepository;
import org.springframework.session.config.annotation.web.http.SpringHttpSessionConfiguration;

/**
 * Has a servlet application keep its sessions in the {@link Aside} that is a bean of it, unless it has a repository of its own. For
 * Spring Boot 3.5 and 4.
 */
@AutoConfiguration(
        beforeName = {
            "org.springframework.boot.autoconfigure.session.SessionAutoConfiguration",
            "org.springframework.boot.session.autoconfigure.SessionAutoConfiguration"
        })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnBean(Aside.class)
@ConditionalOnMissingBean(SessionRepository.class)
@EnableConfigurationProperties(AsideSessionProperties.class)
@Import(SpringHttpSessionConfiguration.class)
public class AsideSessionAutoConfiguration {

    private static final Duration TIMEOUT = Duration.ofMinutes(30);

    /** For Spring. */
    public AsideSessionAutoConfiguration() {}

    /**
     * Makes the repository.
     *
     * @param aside where sessions are
     * @param properties how they are kept
     * @param customizers set the rest
     * @param context told of what happens to sessions, and knows the classes of the application
     * @return the repository
     */
    @Bean
    AsideSessionRepository asideSessionRepository(
            Aside aside,
            AsideSessionProperties properties,
            ObjectProvider<AsideSessionCustomizer> customizers,
            ApplicationContext context) {
        AtomicReference<@Nullable AsideSessionRepository> made = new AtomicReference<>();
        SessionStoreBuilder builder = aside.sessions(properties.storeName())
                .idleTimeout(timeout(properties, context.getEnvironment()))
                .otherAttributes(new SerializedAttributes(properties.allowedTypes(), loader(context)));
        if (properties.secret() != null) {
            builder.secret(Base64.getDecoder().decode(properties.secret()));
        }
        if (properties.publishExpired()) {
            builder.onExpiry(view -> {
                AsideSessionRepository repository = made.get();
                if (repository != null) {
                    repository.expired(view);
                }
            });
        }
        customizers.orderedStream().forEach(customizer -> customizer.customize(builder));
        AsideSessionRepository repository = new AsideSessionRepository(builder.build(), context);
        made.set(repository);
        return repository;
    }

    /**
     * Makes the filter that has a session carry what its user has changed.
     *
     * @return the filter
     */
    @Bean
    @ConditionalOnProperty("aside.session.own-changes")
    OwnChangesFilter asideOwnChangesFilter() {
        return new OwnChangesFilter();
    }

    private static Duration timeout(AsideSessionProperties properties, Environment environment) {
        if (properties.timeout() != null) {
            return properties.timeout();
        }
        Duration servers = environment.getProperty("server.servlet.session.timeout", Duration.class);
        return servers == null ? TIMEOUT : servers;
    }

    private static ClassLoader loader(ApplicationContext context) {
        ClassLoader loader = context.getClassLoader();
        return loader == null ? AsideSessionAutoConfiguration.class.getClassLoader() : loader;
    }
}
