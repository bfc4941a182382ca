package dev.aside.samples.demo.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShareTest {

    @ParameterizedTest
    @CsvSource({"0, 3", "1, 4", "63, 2", "64, 2", "65, 2", "1000, 1", "1000, 4", "4096, 16"})
    void everyAccessIsInOneShare(int accesses, int nodes) {
        BitSet dealt = new BitSet();
        int sum = 0;
        for (int node = 0; node < nodes; node++) {
            Share share = new Share(accesses, nodes, node);
            sum += share.size();
            for (int index = 0; index < share.size(); index++) {
                dealt.set(share.position(index));
            }
        }
        assertThat(sum).isEqualTo(accesses);
        assertThat(dealt.cardinality()).isEqualTo(accesses);
        assertThat(dealt.length()).isEqualTo(accesses);
    }
}
