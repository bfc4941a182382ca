/**
 * Sessions of web applications, kept where all nodes find them.
 */
@NullMarked
package dev.aside.cache.session;

import org.jspecify.annotations.NullMarked;
