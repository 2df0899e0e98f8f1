package dev.restore4j.admin.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineSplitterTest {

    private final List<String> lines = new ArrayList<>();
    private final LineSplitter splitter = new LineSplitter(10, lines::add);

    private void feed(byte[] bytes, int step) {
        for (int at = 0; at < bytes.length; at += step) {
            byte[] part = java.util.Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + step));
            splitter.accept(part, part.length);
        }
        splitter.end();
    }

    @Test
    void linesComeOutWholeInWhateverPiecesTheyCome() {
        for (int step = 1; step < 20; step++) {
            lines.clear();
            LineSplitter each = new LineSplitter(10, lines::add);
            byte[] bytes = "äö\r\n€1\rx\n\n😀y".getBytes(StandardCharsets.UTF_8);
            for (int at = 0; at < bytes.length; at += step) {
                byte[] part = java.util.Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + step));
                each.accept(part, part.length);
            }
            each.end();
            assertThat(lines).as("step %d", step).containsExactly("äö", "€1", "x", "", "😀y");
        }
    }

    @Test
    void whatIsNotUtf8IsReplaced() {
        feed(new byte[] {'a', (byte) 0xff, 'b', '\n', (byte) 0xe2, (byte) 0x82}, 1);

        assertThat(lines).containsExactly("a\ufffdb", "\ufffd");
    }

    @Test
    void longLinesAreCutAndSaySo() {
        feed("0123456789\n0123456789x\nafter".getBytes(StandardCharsets.UTF_8), 3);

        assertThat(lines).containsExactly("0123456789", "0123456789" + LineSplitter.CUT, "after");
        assertThat(splitter.anyCut()).isTrue();
    }

    @Test
    void nothingIsNoLine() {
        feed(new byte[0], 1);

        assertThat(lines).isEmpty();
        assertThat(splitter.anyCut()).isFalse();
    }
}
