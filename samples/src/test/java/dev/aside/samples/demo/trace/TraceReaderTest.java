package dev.aside.samples.demo.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

class TraceReaderTest {

    @Test
    void readsBigEndianNumbersNegativeOnesToo() throws IOException {
        int negative = 0xb8000001;
        Accesses accesses = read(Integer.MAX_VALUE, 1, negative, 1, 0x01020304);

        assertThat(accesses.size()).isEqualTo(4);
        assertThat(accesses.distinct()).isEqualTo(3);
        assertThat(IntStream.range(0, 4).mapToObj(i -> accesses.key(accesses.object(i))))
                .containsExactly(1, negative, 1, 0x01020304);
        assertThat(accesses.reuse()).isEqualTo(0.25);
    }

    @Test
    void stopsAtTheLimit() throws IOException {
        assertThat(read(2, 7, 8, 9).size()).isEqualTo(2);
    }

    @Test
    void readsMoreThanOneChunk() throws IOException {
        int[] keys = IntStream.range(0, 200_000).toArray();

        Accesses accesses = read(150_000, keys);

        assertThat(accesses.size()).isEqualTo(150_000);
        assertThat(accesses.key(accesses.object(149_999))).isEqualTo(149_999);
    }

    @Test
    void anEmptyTraceHasNoReuse() throws IOException {
        assertThat(read(5).reuse()).isZero();
    }

    @Test
    void refusesATraceCutInsideANumber() throws IOException {
        byte[] cut = compress(new byte[] {0, 0, 0, 1, 0, 0});

        assertThatThrownBy(() -> TraceReader.read(new ByteArrayInputStream(cut), 10))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("in the middle of a number");
    }

    private static Accesses read(int limit, int... keys) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            for (int key : keys) {
                out.writeInt(key);
            }
        }
        return TraceReader.read(new ByteArrayInputStream(compress(bytes.toByteArray())), limit);
    }

    private static byte[] compress(byte[] plain) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (XZOutputStream out = new XZOutputStream(bytes, new LZMA2Options(0))) {
            out.write(plain);
        }
        return bytes.toByteArray();
    }
}
