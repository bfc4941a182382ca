/**
 * Bytes and values: the {@link dev.aside.cache.codec.Codec} contract and the built-in codecs. Java serialization is not
 * among them, here or anywhere in Aside.
 */
@NullMarked
package dev.aside.cache.codec;

import org.jspecify.annotations.NullMarked;
