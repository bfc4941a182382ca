package dev.aside.bench.hotpath;

import com.github.benmanes.caffeine.cache.Caffeine;
import dev.aside.bench.kit.Keys;
import dev.aside.bench.peers.Peers;
import org.springframework.cache.Cache.ValueWrapper;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.cache.caffeine.CaffeineCache;
import org.springframework.cache.caffeine.CaffeineCacheManager;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;

/** Spring's abstraction over Caffeine: called directly, and by annotation on a proxied bean. */
final class SpringSubjects {
    private SpringSubjects() {}

    static HitCache direct(Keys keys) {
        CaffeineCache cache = new CaffeineCache("bench", bounded(keys).build());
        FillOnly.fill(keys, cache::put);
        return key -> {
            ValueWrapper wrapper = cache.get(key);
            return wrapper == null ? null : wrapper.get();
        };
    }

    static HitCache annotated(Keys keys) {
        CaffeineCacheManager manager = new CaffeineCacheManager("bench");
        manager.setCaffeine(bounded(keys));
        FillOnly source = new FillOnly();
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
        context.register(Caching.class);
        context.registerBean(CacheManager.class, () -> manager);
        context.registerBean(Service.class, () -> new Service(source));
        context.refresh();
        Service service = context.getBean(Service.class);
        keys.all().forEach(service::find);
        source.seal();
        return service::find;
    }

    private static Caffeine<Object, Object> bounded(Keys keys) {
        return Peers.caffeine(keys.bound(), null);
    }

    /** What an application would write to switch annotations on. */
    @Configuration(proxyBeanMethods = false)
    @EnableCaching(proxyTargetClass = true)
    static class Caching {}

    /** What an application would write to have a method cached. */
    static class Service {
        private final FillOnly source;

        Service(FillOnly source) {
            this.source = source;
        }

        @Cacheable("bench")
        public Object find(String key) {
            return source.load(key);
        }
    }
}
