package dev.aside.cache.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RespTest {

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 9, 10, 99, 100, 12_345, 1_000_000_000_000L, Long.MAX_VALUE})
    void aNumberIsWrittenInDecimal(long number) {
        ByteBuf out = Unpooled.buffer();
        Resp.decimal(out, number);
        String text = Long.toString(number);
        assertThat(out.toString(StandardCharsets.US_ASCII)).isEqualTo("$" + text.length() + "\r\n" + text + "\r\n");
    }
}
