@NullMarked
package dev.aside.cache.spi;

import org.jspecify.annotations.NullMarked;
