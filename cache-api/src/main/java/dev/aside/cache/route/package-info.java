/**
 * Endpoints and positions: which server of a cluster may answer, and what a change is bound to. Knows nothing of caches.
 *
 * <p>A null where none is allowed is a {@link NullPointerException}; parameters and results that may be null say so.
 */
@NullMarked
package dev.aside.cache.route;

import org.jspecify.annotations.NullMarked;
