/**
 * Caches within this process, on <a href="https://github.com/ben-manes/caffeine">Caffeine</a>. Caffeine chooses what is kept
 * (its size, weight and W-TinyLFU policy); expiry, epochs and the slot protocol are this package's own. Most applications
 * name nothing here: the embedded backend is what a cache has when it is given none.
 */
@NullMarked
package dev.aside.cache.local;

import org.jspecify.annotations.NullMarked;
