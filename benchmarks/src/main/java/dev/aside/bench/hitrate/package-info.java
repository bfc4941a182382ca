/** What bounded caches hit of recorded accesses, against the policies of the field. */
@NullMarked
package dev.aside.bench.hitrate;

import org.jspecify.annotations.NullMarked;
