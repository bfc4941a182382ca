@NullMarked
package dev.aside.cache.engine.session;

import org.jspecify.annotations.NullMarked;
