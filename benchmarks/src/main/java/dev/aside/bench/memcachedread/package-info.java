/** What a read of the far tier costs, against the clients of Memcached. */
@NullMarked
package dev.aside.bench.memcachedread;

import org.jspecify.annotations.NullMarked;
