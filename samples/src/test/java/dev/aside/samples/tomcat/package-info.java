@NullMarked
package dev.aside.samples.tomcat;

import org.jspecify.annotations.NullMarked;
