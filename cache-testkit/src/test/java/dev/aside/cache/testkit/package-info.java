@NullMarked
package dev.aside.cache.testkit;

import org.jspecify.annotations.NullMarked;
