package dev.aside.cache.engine;

/**
 * What a flight brings.
 *
 * @param value the value, or {@link dev.aside.cache.spi.NearTier#ABSENT}
 * @param createdMillis when the value's load began, by the store's clock
 */
record Answer(Object value, long createdMillis) {}
