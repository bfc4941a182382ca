/**
 * What a backend implements. A far store executes {@linkplain dev.aside.cache.spi.SlotStep steps} on {@linkplain
 * dev.aside.cache.spi.Slot slots}, each atomically, as {@link dev.aside.cache.spi.SlotRules} has them; an {@linkplain
 * dev.aside.cache.spi.InvalidationFeed invalidation feed} says what others changed; a {@linkplain
 * dev.aside.cache.spi.NearTier near tier} answers hits. MUST, MUST NOT, SHOULD and MAY are used as in RFC 2119.
 */
@NullMarked
package dev.aside.cache.spi;

import org.jspecify.annotations.NullMarked;
