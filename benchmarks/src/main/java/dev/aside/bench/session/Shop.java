package dev.aside.bench.session;

import dev.aside.Aside;
import dev.aside.bench.peers.RedisPeers;
import dev.aside.cache.redis.RedisBackend;
import dev.aside.cache.session.SessionStore;
import java.time.Duration;
import java.util.Objects;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.RedisTemplate;
import org.springframework.data.redis.serializer.StringRedisSerializer;
import org.springframework.session.Session;
import org.springframework.session.SessionRepository;
import org.springframework.session.data.redis.RedisIndexedSessionRepository;
import org.springframework.session.data.redis.RedisSessionRepository;

/**
 * A shop's requests, whoever keeps its sessions: each has a user, a language, a theme, a visit count and a basket, of some 500 bytes. It
 * lives as long as its JVM, and nobody closes it.
 */
interface Shop {

    /** A basket of some 400 characters. */
    String BASKET = "0123456789".repeat(40);

    /** Begins a session. Returns its id. */
    String begin(int number);

    /** Serves a request that looks who the user is. */
    void read(String id);

    /** Serves a request that puts something into the basket, and has been stored when it ends. */
    void change(String id, int number);

    static Shop open(Subject subject, RedisPeers server) {
        return switch (subject) {
            case ASIDE -> aside(server, Duration.ofSeconds(1));
            case ASIDE_ASKING -> aside(server, Duration.ZERO);
            case SPRING -> spring(new RedisSessionRepository(template(server)));
            case SPRING_INDEXED -> indexed(server);
        };
    }

    private static Shop aside(RedisPeers server, Duration nearBound) {
        SessionStore store = Aside.builder()
                .backend(RedisBackend.of("redis://" + server.host() + ":" + server.port()))
                .build()
                .sessions("shop")
                .secret(new byte[32])
                .nearBound(nearBound)
                .operationTimeout(Duration.ofSeconds(5))
                .build();
        return new Shop() {
            @Override
            public String begin(int number) {
                dev.aside.cache.session.Session session = store.create();
                session.put("user", "user" + number);
                session.put("language", "en");
                session.put("theme", "dark");
                session.put("visits", 1);
                session.put("basket", BASKET);
                store.save(session);
                return session.id();
            }

            @Override
            public void read(String id) {
                dev.aside.cache.session.Session session = Objects.requireNonNull(store.load(id));
                Objects.requireNonNull(session.get("user"));
                store.save(session);
            }

            @Override
            public void change(String id, int number) {
                dev.aside.cache.session.Session session = Objects.requireNonNull(store.load(id));
                session.put("visits", number);
                store.save(session);
            }
        };
    }

    static RedisTemplate<String, Object> template(RedisPeers server) {
        RedisTemplate<String, Object> template = new RedisTemplate<>();
        LettuceConnectionFactory factory =
                new LettuceConnectionFactory(new RedisStandaloneConfiguration(server.host(), server.port()));
        factory.afterPropertiesSet();
        factory.start();
        template.setConnectionFactory(factory);
        template.setKeySerializer(StringRedisSerializer.UTF_8);
        template.setHashKeySerializer(StringRedisSerializer.UTF_8);
        template.afterPropertiesSet();
        return template;
    }

    private static Shop indexed(RedisPeers server) {
        RedisIndexedSessionRepository repository = new RedisIndexedSessionRepository(template(server));
        repository.setApplicationEventPublisher(event -> {});
        repository.afterPropertiesSet();
        return spring(repository);
    }

    private static <S extends Session> Shop spring(SessionRepository<S> repository) {
        return new Shop() {
            @Override
            public String begin(int number) {
                S session = repository.createSession();
                session.setAttribute("user", "user" + number);
                session.setAttribute("language", "en");
                session.setAttribute("theme", "dark");
                session.setAttribute("visits", 1);
                session.setAttribute("basket", BASKET);
                repository.save(session);
                return session.getId();
            }

            @Override
            public void read(String id) {
                S session = Objects.requireNonNull(repository.findById(id));
                session.setLastAccessedTime(java.time.Instant.now());
                Objects.requireNonNull(session.<Object>getAttribute("user"));
                repository.save(session);
            }

            @Override
            public void change(String id, int number) {
                S session = Objects.requireNonNull(repository.findById(id));
                session.setLastAccessedTime(java.time.Instant.now());
                session.setAttribute("visits", number);
                repository.save(session);
            }
        };
    }
}
