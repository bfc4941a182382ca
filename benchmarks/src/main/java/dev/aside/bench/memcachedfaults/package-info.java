/** What callers see while Memcached, or the way to it, breaks. */
@NullMarked
package dev.aside.bench.memcachedfaults;

import org.jspecify.annotations.NullMarked;
