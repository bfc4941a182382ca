/**
 * Caches on a Redis server, over <a href="https://github.com/redis/lettuce">Lettuce</a>. Lettuce connects, encrypts and
 * frames; which command a step becomes, what is known of it when no answer comes, and when a connection is made again, is
 * this package's own.
 */
@NullMarked
package dev.aside.cache.redis;

import org.jspecify.annotations.NullMarked;
