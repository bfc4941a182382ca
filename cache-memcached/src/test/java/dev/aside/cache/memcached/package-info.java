@NullMarked
package dev.aside.cache.memcached;

import org.jspecify.annotations.NullMarked;
