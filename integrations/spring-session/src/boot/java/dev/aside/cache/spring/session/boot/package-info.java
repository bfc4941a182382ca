@NullMarked
package dev.aside.cache.spring.session.boot;

import org.jspecify.annotations.NullMarked;
