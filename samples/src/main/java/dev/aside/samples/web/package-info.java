/** A shop with a login and a basket, on several nodes that share its sessions. */
@NullMarked
package dev.aside.samples.web;

import org.jspecify.annotations.NullMarked;
