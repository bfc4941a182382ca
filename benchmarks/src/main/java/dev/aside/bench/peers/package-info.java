/** The caches of the field, each configured in one place for every question. */
@NullMarked
package dev.aside.bench.peers;

import org.jspecify.annotations.NullMarked;
