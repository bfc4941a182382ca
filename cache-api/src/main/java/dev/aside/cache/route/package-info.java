/**
 * Endpoints and positions: which server of a cluster may answer, and what a change is bound to. Knows nothing of caches.
 */
@NullMarked
package dev.aside.cache.route;

import org.jspecify.annotations.NullMarked;
