@NullMarked
package dev.aside.samples.browser;

import org.jspecify.annotations.NullMarked;
