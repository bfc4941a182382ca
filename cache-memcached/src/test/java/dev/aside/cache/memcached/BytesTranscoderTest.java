package dev.aside.cache.memcached;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import net.spy.memcached.CachedData;
import net.spy.memcached.transcoders.SerializingTranscoder;
import org.junit.jupiter.api.Test;

final class BytesTranscoderTest {

    private final BytesTranscoder transcoder = new BytesTranscoder();

    @Test
    void bytesStayWhatTheyAre() {
        byte[] bytes = {1, 0, -1};
        CachedData encoded = transcoder.encode(bytes);
        assertThat(encoded.getFlags()).isZero();
        assertThat(transcoder.decode(encoded)).isEqualTo(bytes);
    }

    @Test
    void anObjectThatAServerOffersIsNotMade() {
        CachedData object = new SerializingTranscoder().encode(new ArrayList<>(List.of("x")));
        assertThat(object.getFlags()).isNotZero();
        assertThat(transcoder.decode(object)).isEqualTo(new byte[0]);
    }

    @Test
    void nothingButBytesIsStored() {
        assertThatThrownBy(() -> transcoder.encode("text")).isInstanceOf(IllegalArgumentException.class);
    }
}
