package dev.aside.bench.session;

import dev.aside.bench.peers.RedisPeers;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.session.Session;
import org.springframework.session.SessionRepository;
import org.springframework.session.data.redis.RedisSessionRepository;

/** Spring Session's default repository. It has no nodes, and no limit. */
final class SpringRacer {

    private SpringRacer() {}

    static Racer of(RedisPeers server) {
        return new Of<>(new RedisSessionRepository(Shop.template(server)));
    }

    private record Of<S extends Session>(SessionRepository<S> repository) implements Racer {
        @Override
        public String begin() {
            S session = repository.createSession();
            session.setAttribute("user", "ada");
            repository.save(session);
            return session.getId();
        }

        @Override
        public Runnable toChange(int node, String id, String attribute, int value) {
            S session = Objects.requireNonNull(repository.findById(id));
            session.setLastAccessedTime(Instant.now());
            session.setAttribute(attribute, value);
            return () -> {
                try {
                    repository.save(session);
                } catch (IllegalStateException e) {
                    // it was seen to have ended
                }
            };
        }

        @Override
        public Callable<@Nullable String> toChangeId(int node, String id) {
            S session = Objects.requireNonNull(repository.findById(id));
            return () -> {
                String next = session.changeSessionId();
                try {
                    repository.save(session);
                    return next;
                } catch (RuntimeException e) {
                    return null;
                }
            };
        }

        @Override
        public void end(int node, String id) {
            repository.deleteById(id);
        }

        @Override
        public boolean lives(String id) {
            return session(id) != null;
        }

        /** A session of which only parts came back to life cannot be read, and is there all the same. */
        private @Nullable Session session(String id) {
            try {
                return repository.findById(id);
            } catch (IllegalStateException e) {
                return repository.createSession();
            }
        }

        @Override
        public @Nullable Object get(String id, String attribute) {
            Session session = session(id);
            return session == null ? null : session.getAttribute(attribute);
        }

        @Override
        public @Nullable String login(int node, String principal) {
            throw new UnsupportedOperationException("it has no limit");
        }

        @Override
        public boolean limits() {
            return false;
        }
    }
}
