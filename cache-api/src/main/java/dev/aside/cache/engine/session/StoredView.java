package dev.aside.cache.engine.session;

import dev.aside.cache.session.SessionView;
import dev.aside.cache.spi.Digest;
import dev.aside.cache.spi.SessionSlot;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What can be seen of a session as it was stored. */
class StoredView implements SessionView {

    private volatile SessionSlot.Live live;
    private final Digest key;
    private final Attributes attributes;

    StoredView(SessionSlot.Live live, Digest key, Attributes.Form form) {
        this.live = live;
        this.key = key;
        this.attributes = new Attributes(form, live.fields());
    }

    final SessionSlot.Live live() {
        return live;
    }

    /** Notes what the session is now. */
    final void become(SessionSlot.Live now) {
        live = now;
    }

    final Attributes attributes() {
        return attributes;
    }

    /** Returns which session it is. */
    final Digest key() {
        return key;
    }

    @Override
    public final String handle() {
        return key.toString();
    }

    @Override
    public final Instant createdAt() {
        return Instant.ofEpochMilli(live.times().createdMillis());
    }

    @Override
    public final Instant lastAccessedAt() {
        return Instant.ofEpochMilli(live.times().accessedMillis());
    }

    @Override
    public Duration idleTimeout() {
        return Duration.ofMillis(live.times().idleMillis());
    }

    @Override
    public final @Nullable String principal() {
        return get(StoredForm.PRINCIPAL, String.class);
    }

    @Override
    public final Set<String> names() {
        return attributes.names().stream()
                .filter(name -> !name.equals(StoredForm.PRINCIPAL))
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public final @Nullable Object get(String name) {
        return attributes.get(Objects.requireNonNull(name, "name"));
    }

    /** Says the handle. */
    @Override
    public String toString() {
        return "SessionView[" + handle() + "]";
    }
}
