@NullMarked
package dev.aside.samples.web;

import org.jspecify.annotations.NullMarked;
