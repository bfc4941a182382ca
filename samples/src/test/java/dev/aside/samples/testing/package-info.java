/** How an application that caches with Aside is tested. */
@org.jspecify.annotations.NullMarked
package dev.aside.samples.testing;
