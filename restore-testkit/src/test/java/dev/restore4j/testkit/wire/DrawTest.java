package dev.restore4j.testkit.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DrawTest {

    @Test
    void theSamePartsDrawTheSameAndOthersDrawOthers() {
        assertThat(Draw.of(1).at("a").at(2).bits())
                .isEqualTo(Draw.of(1).at("a").at(2).bits());
        assertThat(Draw.of(1).at("a").bits()).isNotEqualTo(Draw.of(1).at("b").bits());
        assertThat(Draw.of(1).at("a").bits()).isNotEqualTo(Draw.of(2).at("a").bits());
    }

    @Test
    void fractionsAreSpreadEvenly() {
        double sum = 0;
        Set<Integer> sides = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            Draw draw = Draw.of(3).at(i);
            sum += draw.fraction();
            sides.add(draw.below(6));
            assertThat(draw.fraction()).isBetween(0.0, 1.0);
        }
        assertThat(sum / 10_000).isBetween(0.49, 0.51);
        assertThat(sides).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5);
    }

    @Test
    void uuidsAreOfVersion4AndHexHasItsLength() {
        assertThat(Draw.of(7).uuid().version()).isEqualTo(4);
        assertThat(Draw.of(7).uuid().variant()).isEqualTo(2);
        assertThat(Draw.of(7).hex(40)).matches("[0-9a-f]{40}");
    }
}
