/**
 * What a caller types: caches, loaders and writers, strategies, modes, statistics and errors.
 *
 * <p>Keys and values are never null. {@link dev.aside.cache.Cache#get Cache.get} returns null only where the loader said
 * that there is no such value.
 */
@NullMarked
package dev.aside.cache;

import org.jspecify.annotations.NullMarked;
