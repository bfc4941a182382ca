/**
 * Aside's sessions behind Spring Session: servlet applications keep its filter and its cookies, and get these sessions.
 */
@NullMarked
package dev.aside.cache.spring.session;

import org.jspecify.annotations.NullMarked;
