@NullMarked
package dev.aside.cache.testkit.server;

import org.jspecify.annotations.NullMarked;
