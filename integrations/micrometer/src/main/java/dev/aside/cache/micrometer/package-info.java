/**
 * Caches as <a href="https://micrometer.io">Micrometer</a> meters, under the names that dashboards know. {@link
 * dev.aside.cache.micrometer.AsideMetrics} is all that most applications name. What the caches count is polled when a registry
 * asks, so a hit costs what it did without meters. Cache names are tags; keys and values never are.
 */
@NullMarked
package dev.aside.cache.micrometer;

import org.jspecify.annotations.NullMarked;
