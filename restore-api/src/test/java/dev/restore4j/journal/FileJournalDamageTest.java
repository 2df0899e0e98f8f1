package dev.restore4j.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restore4j.error.JournalException;
import dev.restore4j.journal.Journal.Head;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a crash leaves is mended; what anything else leaves is refused, with its line. */
class FileJournalDamageTest {

    @TempDir
    Path temp;

    private FileJournal journal;
    private byte[] whole;
    private int[] ends;

    @BeforeEach
    void threeEntries() {
        journal = Sample.ofThree(temp);
        whole = Sample.bytes(journal);
        ends = lineEnds(whole);
        assertThat(ends).hasSize(3);
        assertThat(ends[2]).isEqualTo(whole.length);
    }

    @Test
    void aLastRecordTornAtAnyByteIsIgnoredWithAWarning() {
        for (int length = ends[1] + 1; length < ends[2]; length++) {
            JournalFile torn = JournalFile.parse(Sample.file(journal), Arrays.copyOf(whole, length));

            JournalLog log = torn.log();
            assertThat(torn.wholeBytes()).isEqualTo(ends[1]);
            assertThat(log.entries()).as("%d bytes", length).hasSize(2);
            assertThat(log.warnings())
                    .singleElement()
                    .asString()
                    .contains("line 3", "torn", Sample.file(journal).toString());
        }
    }

    @Test
    void aTornRecordIsRemovedByTheNextAppendAtWhateverByteItWasTorn() {
        for (int length = ends[1]; length < ends[2]; length++) {
            Sample.write(journal, Arrays.copyOf(whole, length));
            Head head = journal.read(Sample.ID).orElseThrow().head();

            Sample.append(journal, head, "answer-lost");

            JournalLog log = journal.read(Sample.ID).orElseThrow();
            assertThat(log.warnings()).isEmpty();
            assertThat(log.entries())
                    .as("%d bytes", length)
                    .containsExactly(
                            Sample.entry("confirmed"), Sample.entry("submitting"), Sample.entry("answer-lost"));
        }
    }

    @Test
    void aFileCutBetweenRecordsHasTheRecordsBeforeTheCut() {
        Sample.write(journal, Arrays.copyOf(whole, ends[1]));

        JournalLog log = journal.read(Sample.ID).orElseThrow();

        assertThat(log.entries()).hasSize(2);
        assertThat(log.warnings()).isEmpty();
    }

    @Test
    void anyChangedByteOfARecordIsRefusedWithItsLine() {
        int changes = 0;
        for (int position = 0; position < whole.length; position++) {
            for (int mask : new int[] {0x01, 0x02, 0x20, 0x80, 0xFF}) {
                byte[] changed = whole.clone();
                changed[position] ^= (byte) mask;
                int line = lineOf(position);
                assertRefused(
                        changed, "byte " + position + " ^ " + mask, "Line " + line + " of " + Sample.file(journal));
                changes++;
            }
        }
        assertThat(changes).isGreaterThan(3_000);
    }

    @Test
    void bytesBehindARecordAreRefused() {
        for (String more : List.of(" ", "}", "{}", "x", "\u0000")) {
            byte[] middle = insert(ends[0] - 1, more);
            assertRefused(middle, "'" + more + "' in line 1", "Line 1 ");
            byte[] last = insert(ends[2] - 1, more);
            assertRefused(last, "'" + more + "' in line 3", "Line 3 ");
        }
    }

    @Test
    void anEmptyLineIsRefused() {
        assertRefused(insert(0, "\n"), "before all", "Line 1 ");
        assertRefused(insert(ends[0], "\n"), "in the middle", "Line 2 ");
        assertRefused(insert(ends[2], "\n"), "behind all", "Line 4 ");
    }

    @Test
    void aLineThatIsMissingIsRefused() {
        assertRefused(join(1, 2), "the first is missing", "Line 1 ");
        assertRefused(join(0, 2), "the second is missing", "Line 2 ");
    }

    @Test
    void linesInAnotherOrderAreRefused() {
        assertRefused(join(1, 0, 2), "1 and 2 swapped", "Line 1 ");
        assertRefused(join(0, 2, 1), "2 and 3 swapped", "Line 2 ");
        assertRefused(join(0, 1, 1), "2 twice", "Line 3 ");
        assertRefused(join(0, 1, 2, 2), "3 twice", "Line 4 ");
    }

    @Test
    void aLineOfAnotherOperationIsRefused() {
        Head head = Sample.create(journal, Sample.OTHER);
        journal.append(Sample.OTHER, head, Sample.entry("submitting"));
        byte[] other = bytesOf(journal.directory().resolve("operations").resolve(Sample.OTHER + ".jsonl"));
        int[] otherEnds = lineEnds(other);

        assertRefused(append(whole, other), "all of the other", "Line 4 ");
        assertRefused(append(whole, Arrays.copyOf(other, otherEnds[0])), "its first line", "Line 4 ");
        byte[] second = Arrays.copyOfRange(other, otherEnds[0], otherEnds[1]);
        assertRefused(append(Arrays.copyOf(whole, ends[0]), second), "its second line as the second", "Line 2 ");
        assertRefused(other, "the whole of the other", "Line 1 ");
    }

    @Test
    void aFileWithoutAWholeFirstRecordIsRefusedSinceNoCrashLeavesOne() {
        for (int length = 0; length < ends[0]; length++) {
            assertRefused(Arrays.copyOf(whole, length), length + " bytes", "Line 1 ");
        }
    }

    @Test
    void aDamagedOperationIsLeftAsItIsAndKeepsEveryOtherFromBeingCreatedAndListed() {
        byte[] changed = whole.clone();
        changed[10] ^= 1;
        Sample.write(journal, changed);

        Head head = new Head(3, "x");
        assertThatThrownBy(() -> journal.read(Sample.ID)).isInstanceOf(JournalException.class);
        assertThatThrownBy(() -> journal.append(Sample.ID, head, Sample.end())).isInstanceOf(JournalException.class);
        assertThatThrownBy(journal::list).isInstanceOf(JournalException.class);
        assertThatThrownBy(() -> Sample.create(journal, Sample.OTHER)).isInstanceOf(JournalException.class);
        assertThat(journal.read(Sample.OTHER)).isEmpty();
        assertThat(Sample.bytes(journal)).isEqualTo(changed);
    }

    @Test
    void aNewerFormatIsRefusedWithBothVersions() {
        String text = new String(whole, StandardCharsets.UTF_8);
        Sample.write(journal, text.replace("\"format\":1", "\"format\":7").getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> journal.read(Sample.ID))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("Line 1 of " + Sample.file(journal) + " has format 7")
                .hasMessageContaining("knows formats up to 1");
    }

    @Test
    void aNewerFormatIsRefusedWhateverElseItHas() {
        Sample.write(journal, "{\"format\":2,\"other\":[1]}\n".getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> journal.read(Sample.ID))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("has format 2");
    }

    private void assertRefused(byte[] bytes, String what, String words) {
        assertThatThrownBy(() -> JournalFile.parse(Sample.file(journal), bytes))
                .as(what)
                .isInstanceOf(JournalException.class)
                .hasMessageContaining(words);
    }

    private byte[] insert(int position, String text) {
        byte[] head = Arrays.copyOf(whole, position);
        byte[] tail = Arrays.copyOfRange(whole, position, whole.length);
        return append(append(head, text.getBytes(StandardCharsets.UTF_8)), tail);
    }

    private byte[] join(int... lines) {
        byte[] all = {};
        for (int line : lines) {
            all = append(all, Arrays.copyOfRange(whole, line == 0 ? 0 : ends[line - 1], ends[line]));
        }
        return all;
    }

    private int lineOf(int position) {
        int line = 1;
        while (position >= ends[line - 1]) {
            line++;
        }
        return line;
    }

    private static byte[] append(byte[] one, byte[] other) {
        byte[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

    private static byte[] bytesOf(Path file) {
        try {
            return java.nio.file.Files.readAllBytes(file);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static int[] lineEnds(byte[] bytes) {
        List<Integer> ends = new ArrayList<>();
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                ends.add(i + 1);
            }
        }
        return ends.stream().mapToInt(Integer::intValue).toArray();
    }
}
