/** What stands behind {@code SessionStore}. Exported to nobody. */
@NullMarked
package dev.aside.cache.engine.session;

import org.jspecify.annotations.NullMarked;
