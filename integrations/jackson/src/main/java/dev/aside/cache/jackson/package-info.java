/**
 * Values as JSON, or in any other format that Jackson 2 has a factory for, such as CBOR or Smile.
 *
 * <p>The target type is fixed by the codec and never read from the data. {@link dev.aside.cache.jackson.JacksonCodec} is the
 * one entry point.
 */
@NullMarked
package dev.aside.cache.jackson;

import org.jspecify.annotations.NullMarked;
