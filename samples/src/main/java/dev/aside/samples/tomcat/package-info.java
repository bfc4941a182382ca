/** The web server of the samples that have pages. */
@NullMarked
package dev.aside.samples.tomcat;

import org.jspecify.annotations.NullMarked;
