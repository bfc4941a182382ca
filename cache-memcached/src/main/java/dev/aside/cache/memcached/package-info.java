/**
 * Caches on Memcached servers, over <a href="https://github.com/couchbase/spymemcached">spymemcached</a>. spymemcached frames,
 * writes and reads; on which server a slot is, how a step is done by compare-and-set, what is known of it when no answer comes,
 * and when a connection is made again, is this package's own.
 */
@NullMarked
package dev.aside.cache.memcached;

import org.jspecify.annotations.NullMarked;
