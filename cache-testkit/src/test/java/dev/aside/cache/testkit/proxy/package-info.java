@NullMarked
package dev.aside.cache.testkit.proxy;

import org.jspecify.annotations.NullMarked;
