package dev.restore4j.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OperationIdTest {

    @ParameterizedTest
    @ValueSource(strings = {"0123456789abcdef", "ghjkmnpqrstvwxyz", "0000000000000000", "zzzzzzzzzzzzzzzz"})
    void anIdIs16CharactersOfCrockfordsBase32(String value) {
        assertThat(new OperationId(value)).hasToString(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0123456789abcde",
                "0123456789abcdefg",
                "0123456789ABCDEF",
                "0123456789abcdei",
                "0123456789abcdel",
                "0123456789abcdeo",
                "0123456789abcdeu",
                " 123456789abcdef",
                "0123456789abcde\n",
                "../../etc/passwd",
                "٠123456789abcdef",
            })
    void anythingElseIsRefusedSayingWhereIdsArePrinted(String value) {
        assertThatThrownBy(() -> new OperationId(value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("'" + value + "'", "operations().list()");
    }

    @Test
    void idsDoNotRepeat() {
        Set<OperationId> ids = new HashSet<>();
        SecureRandom random = new SecureRandom();
        for (int i = 0; i < 20_000; i++) {
            ids.add(OperationId.random(random));
        }
        assertThat(ids).hasSize(20_000);
    }

    @Test
    void all80BitsAreRandom() {
        Random random = new Random(1);
        BitSet[] characters = new BitSet[16];
        for (int position = 0; position < 16; position++) {
            characters[position] = new BitSet();
        }
        for (int i = 0; i < 2_000; i++) {
            String id = OperationId.random(random).value();
            for (int position = 0; position < 16; position++) {
                characters[position].set(id.charAt(position));
            }
        }
        assertThat(characters).allSatisfy(each -> assertThat(each.cardinality()).isEqualTo(32));
    }

    @Test
    void theSameSourceOfRandomnessGivesTheSameIds() {
        assertThat(OperationId.random(new Random(42))).isEqualTo(OperationId.random(new Random(42)));
    }

    @Test
    void idsAreOrderedAsText() {
        OperationId first = new OperationId("0000000000000000");
        OperationId last = new OperationId("zzzzzzzzzzzzzzzz");

        assertThat(first).isLessThan(last).isEqualByComparingTo(new OperationId("0000000000000000"));
    }

    @Test
    void anIdFitsIntoTheNameOfAnInstance() {
        assertThat("restore4j-" + OperationId.random(new Random())).hasSizeLessThanOrEqualTo(30);
    }
}
