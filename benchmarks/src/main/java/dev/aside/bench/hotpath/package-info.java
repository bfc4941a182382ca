/** What a hit in the near tier costs, against the caches and the caching frameworks of the field. */
@NullMarked
package dev.aside.bench.hotpath;

import org.jspecify.annotations.NullMarked;
