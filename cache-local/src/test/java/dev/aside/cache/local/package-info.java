@NullMarked
package dev.aside.cache.local;

import org.jspecify.annotations.NullMarked;
