@NullMarked
package dev.aside.cache.micrometer;

import org.jspecify.annotations.NullMarked;
