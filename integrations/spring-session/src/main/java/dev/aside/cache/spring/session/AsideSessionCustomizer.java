package dev.aside.cache.spring.session;

import dev.aside.SessionStoreBuilder;

/** Sets what {@code aside.session.*} does not: a bean of this type is asked before the store is built. */
@FunctionalInterface
public interface AsideSessionCustomizer {

    /**
     * Sets something.
     *
     * @param builder the store's builder, with what the properties say set already
     */
    void customize(SessionStoreBuilder builder);
}
