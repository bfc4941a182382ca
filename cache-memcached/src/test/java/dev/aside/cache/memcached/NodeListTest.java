package dev.aside.cache.memcached;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class NodeListTest {

    @Test
    void everyNodeIsCalledWhatItsHostAndPortAre() {
        NodeList list = Objects.requireNonNull(NodeList.parse(
                "12\nc.0001.use1.cache.amazonaws.com|10.0.0.1|11211 c.0002.use1.cache.amazonaws.com||11212\n"));
        assertThat(list.version()).isEqualTo(12);
        assertThat(list.nodes())
                .containsExactly(
                        new Place(
                                "c.0001.use1.cache.amazonaws.com:11211",
                                "c.0001.use1.cache.amazonaws.com",
                                "10.0.0.1",
                                11_211),
                        new Place(
                                "c.0002.use1.cache.amazonaws.com:11212",
                                "c.0002.use1.cache.amazonaws.com",
                                "",
                                11_212));
    }

    @Test
    void aNodeWithoutANameIsCalledByItsAddress() {
        assertThat(Objects.requireNonNull(NodeList.parse("1\r\n|10.0.0.1|1 |2001:db8::7|2\r\n"))
                        .nodes())
                .extracting(Place::name)
                .containsExactly("10.0.0.1:1", "[2001:db8::7]:2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "1\n",
                "\na||1",
                "x\na||1",
                "-1\na||1",
                "1234567890123456789\na||1",
                "1\na|1",
                "1\na||1||",
                "1\na||0",
                "1\na||65536",
                "1\na||1 a||1",
                "1\na\u0000||1",
                "1\na/b||1",
                "1\na|x y|1",
                "1\na|name|1",
                "1\n||1"
            })
    void whatIsNoListIsNone(String text) {
        assertThat(NodeList.parse(text)).isNull();
    }

    @Test
    void aListOfTooManyIsNone() {
        String many = IntStream.range(0, NodeList.MAXIMUM_NODES + 1)
                .mapToObj(i -> "n" + i + "||1")
                .collect(Collectors.joining(" "));
        assertThat(NodeList.parse("1\n" + many)).isNull();
    }

    @Test
    void noTextIsMoreThanNone() {
        Random random = new Random(20_261_128);
        String letters = "01 |\n\rax.:[]-\u0000\u00e9";
        for (int i = 0; i < 20_000; i++) {
            String text = random.ints(random.nextInt(40), 0, letters.length())
                    .mapToObj(at -> letters.substring(at, at + 1))
                    .collect(Collectors.joining());
            NodeList list = NodeList.parse(text);
            if (list != null) {
                assertThat(list.nodes()).isNotEmpty().allMatch(place -> place.port() > 0);
            }
        }
    }
}
