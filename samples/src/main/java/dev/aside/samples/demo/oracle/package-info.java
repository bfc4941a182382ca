/** The judge: it keeps every acknowledgement and says how old each value served was. */
@NullMarked
package dev.aside.samples.demo.oracle;

import org.jspecify.annotations.NullMarked;
