/** What a read of the far tier costs, against the clients of Redis and what is built on them. */
@NullMarked
package dev.aside.bench.redisread;

import org.jspecify.annotations.NullMarked;
