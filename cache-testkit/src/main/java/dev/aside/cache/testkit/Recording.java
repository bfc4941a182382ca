package dev.aside.cache.testkit;

import dev.aside.cache.Cache;
import dev.aside.cache.CacheStats;
import dev.aside.cache.spi.Recorder;
import dev.aside.cache.spi.SlotStep;
import dev.aside.cache.spi.StepReply;
import java.time.Duration;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/**
 * A recorder for tests: it keeps what happened, in order, and says readably what was expected and did not.
 *
 * <pre>{@code
 * Recording recording = new Recording();
 * Aside aside = Aside.builder().backend(node).recorder(recording).runtime(time.runtime()).build();
 * recording.steps(node);                               // and the steps that node sends, if they matter
 * // ... build the cache products, use it ...
 * recording.of("products").misses(1).loads(1).nearHits(2).bypasses(0);
 * assertThat(recording.events("products")).hasSize(1);
 * }</pre>
 *
 * <p>Hits in this process, puts and invalidations are not told to a recorder one by one; they are read from the cache's
 * counts when asked for. A message shows the counts and the last {@value #SHOWN} events, never a key or a value.
 *
 * <p>Give each {@code Aside} a recording of its own: of two caches of one name no counts can be told.
 *
 * <p><b>Thread-safety:</b> safe for use by many threads. What several threads do at once is recorded in some order. Never
 * blocks.
 */
public final class Recording implements Recorder {

    private static final int SHOWN = 50;

    private final List<Cache<?, ?>> caches = new CopyOnWriteArrayList<>();
    private final Map<String, Map<Count, Long>> before = new ConcurrentHashMap<>();
    private final Deque<Event> events = new ConcurrentLinkedDeque<>();

    /** Creates an empty recording. */
    public Recording() {
        Born.note(this);
    }

    /** Something that happened. Its text says what, for a failed test's message. */
    public sealed interface Event {
        /**
         * Returns the cache it concerns.
         *
         * @return the cache's name
         */
        String cacheName();
    }

    /**
     * A call of a loader has ended.
     *
     * @param cacheName the cache
     * @param took how long it took, by the cache's runtime
     * @param succeeded whether it gave a value or an absence
     */
    public record Loaded(String cacheName, Duration took, boolean succeeded) implements Event {
        @Override
        public String toString() {
            return cacheName + ": load " + (succeeded ? "succeeded" : "failed") + " after " + took;
        }
    }

    /**
     * A value was served after it had been looked at.
     *
     * @param cacheName the cache
     * @param tier where it came from
     * @param age how old it was
     */
    public record Served(String cacheName, Tier tier, Duration age) implements Event {
        @Override
        public String toString() {
            return cacheName + ": served from " + tier + ", " + age + " old";
        }
    }

    /**
     * A loaded value was not stored.
     *
     * @param cacheName the cache
     * @param refusal why
     */
    public record Refused(String cacheName, Refusal refusal) implements Event {
        @Override
        public String toString() {
            return cacheName + ": fill refused, " + refusal;
        }
    }

    /**
     * The backend stopped answering, or answers again.
     *
     * @param cacheName the cache
     * @param available whether it answers
     */
    public record Availability(String cacheName, boolean available) implements Event {
        @Override
        public String toString() {
            return cacheName + ": backend " + (available ? "available again" : "unavailable");
        }
    }

    /**
     * A step was answered, by the server or by a fault.
     *
     * @param cacheName the cache
     * @param step the step
     * @param reply the answer
     */
    public record Stepped(String cacheName, SlotStep step, StepReply reply) implements Event {
        @Override
        public String toString() {
            String outcome = reply instanceof StepReply.Failed failed ? " " + failed.outcome() : "";
            return cacheName + ": " + step.getClass().getSimpleName() + " of "
                    + step.key().kind() + " -> " + reply.getClass().getSimpleName() + outcome;
        }
    }

    /**
     * Records the steps of a node too, from now on, as they are answered.
     *
     * @param node the node
     * @return this
     */
    public Recording steps(InMemoryBackend node) {
        node.onAnswered((cacheName, step, reply) -> events.add(new Stepped(cacheName, step, reply)));
        return this;
    }

    /**
     * Returns what happened to all caches, oldest first.
     *
     * @return a snapshot
     */
    public List<Event> events() {
        return List.copyOf(events);
    }

    /**
     * Returns what happened to one cache, oldest first.
     *
     * @param cacheName the cache
     * @return a snapshot
     */
    public List<Event> events(String cacheName) {
        return events.stream()
                .filter(event -> event.cacheName().equals(cacheName))
                .toList();
    }

    /**
     * Returns what happened to one cache, of one kind, oldest first.
     *
     * @param <E> the kind
     * @param cacheName the cache
     * @param kind the kind, such as {@code Recording.Refused.class}
     * @return a snapshot
     */
    public <E extends Event> List<E> events(String cacheName, Class<E> kind) {
        return events(cacheName).stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    /**
     * Returns the counts of one cache since it was built.
     *
     * @param cacheName the cache
     * @return the counts
     * @throws IllegalArgumentException if no cache of that name was built; the message names those that were
     * @throws IllegalStateException if several caches of that name were built
     */
    public CacheStats stats(String cacheName) {
        List<Cache<?, ?>> named =
                caches.stream().filter(cache -> cache.name().equals(cacheName)).toList();
        if (named.isEmpty()) {
            throw new IllegalArgumentException("no cache of that name was built with this recording, only "
                    + caches.stream().map(Cache::name).sorted().toList());
        } else if (named.size() > 1) {
            throw new IllegalStateException(
                    "several caches named " + cacheName + " were built with this recording; give each Aside its own");
        }
        return named.get(0).stats();
    }

    /**
     * Returns one cache's counts since it was built or the recording was last {@linkplain #forget() told to forget}, to hold
     * expectations against.
     *
     * @param cacheName the cache
     * @return the tally, which counts as of each question
     * @throws IllegalArgumentException if no cache of that name was built; the message names those that were
     * @throws IllegalStateException if several caches of that name were built
     */
    public Tally of(String cacheName) {
        CacheStats unused = stats(cacheName);
        return new Tally(new OfOne(cacheName));
    }

    /** Begins again: drops the events, and counts from here. */
    public void forget() {
        caches.forEach(cache -> before.put(cache.name(), Count.all(cache.stats())));
        events.clear();
    }

    private final class OfOne implements Tally.Counted {
        private final String cacheName;

        OfOne(String cacheName) {
            this.cacheName = cacheName;
        }

        @Override
        public long count(Count count) {
            return Recording.this.count(cacheName, count);
        }

        @Override
        public long refused(Refusal reason) {
            return events(cacheName, Refused.class).stream()
                    .filter(refused -> refused.refusal() == reason)
                    .count();
        }

        @Override
        public long answered(Class<? extends SlotStep> kind) {
            return events(cacheName, Stepped.class).stream()
                    .filter(stepped -> kind.isInstance(stepped.step()))
                    .count();
        }

        @Override
        public String story() {
            return Recording.this.story(cacheName);
        }
    }

    private long count(String cacheName, Count count) {
        return count.of(stats(cacheName))
                - before.getOrDefault(cacheName, Map.of()).getOrDefault(count, 0L);
    }

    private String story(String cacheName) {
        List<Event> all = events(cacheName);
        List<Event> last = all.subList(Math.max(0, all.size() - SHOWN), all.size());
        StringBuilder story =
                new StringBuilder("recorded of ").append(cacheName).append(':');
        for (Count count : Count.values()) {
            story.append("\n  ").append(count.label()).append(": ").append(count(cacheName, count));
        }
        story.append("\nlast ")
                .append(last.size())
                .append(" of ")
                .append(all.size())
                .append(" events:");
        return story + last.stream().map(event -> "\n  " + event).collect(Collectors.joining());
    }

    List<Cache<?, ?>> caches() {
        return caches;
    }

    @Override
    public void built(Cache<?, ?> cache) {
        caches.add(cache);
    }

    @Override
    public void loaded(String cacheName, Duration took, boolean succeeded) {
        events.add(new Loaded(cacheName, took, succeeded));
    }

    @Override
    public void served(String cacheName, Tier tier, Duration age) {
        events.add(new Served(cacheName, tier, age));
    }

    @Override
    public void refused(String cacheName, Refusal refusal) {
        events.add(new Refused(cacheName, refusal));
    }

    @Override
    public void available(String cacheName, boolean available) {
        events.add(new Availability(cacheName, available));
    }
}
