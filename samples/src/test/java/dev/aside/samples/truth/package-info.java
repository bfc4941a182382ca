/** Caches on Redis joined to a database with replicas: what they may never show, whatever is late, is killed or goes away. */
@NullMarked
package dev.aside.samples.truth;

import org.jspecify.annotations.NullMarked;
