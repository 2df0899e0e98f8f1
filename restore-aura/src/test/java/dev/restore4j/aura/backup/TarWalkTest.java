package dev.restore4j.aura.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the walk through a tar takes, and what it does not. */
class TarWalkTest {

    private static List<TarEntry> walk(byte[] tar) throws IOException {
        TarWalk walk = new TarWalk(new ByteArrayInputStream(tar));
        List<TarEntry> entries = new ArrayList<>();
        for (Optional<TarEntry> entry = walk.next(); entry.isPresent(); entry = walk.next()) {
            entries.add(entry.get());
        }
        return entries;
    }

    private static void assertDamaged(byte[] tar, String words) {
        assertThatThrownBy(() -> walk(tar)).isInstanceOf(Damage.class).hasMessageContaining(words);
    }

    @Test
    void takesLongNamesAndLargeSizesOfBothKinds() throws IOException {
        String name = "x/".repeat(200) + "neostore";
        byte[] binarySize = TarBytes.header("binary", 0, '0');
        System.arraycopy(new byte[] {(byte) 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3}, 0, binarySize, 124, 12);
        byte[] prefixed = TarBytes.header("name", 0, '0');
        TarBytes.put(prefixed, 345, "prefix");
        byte[] tar = new TarBytes()
                .pax("path=" + name + "\n", "size=5\n")
                .entry(TarBytes.header("short", 0, '0'), new byte[5])
                .entry(TarBytes.header("././@LongLink", name.length() + 1, 'L'), Samples.ascii(name + "\0"))
                .entry(TarBytes.header("short", 2, '0'), new byte[2])
                .entry(TarBytes.summed(binarySize), new byte[3])
                .entry(TarBytes.summed(prefixed), new byte[0])
                .directory("d/")
                .entry(TarBytes.header("contiguous", 4, '7'), new byte[4])
                .entry(TarBytes.header("link", 0, '2'), new byte[0])
                .end();

        assertThat(walk(tar))
                .containsExactly(
                        new TarEntry(name, 5, true),
                        new TarEntry(name, 2, true),
                        new TarEntry("binary", 3, true),
                        new TarEntry("prefix/name", 0, true),
                        new TarEntry("d/", 0, false),
                        new TarEntry("contiguous", 4, true),
                        new TarEntry("link", 0, false));
    }

    @Test
    void insistsOnItsEnd() {
        byte[] open = new TarBytes().file("a", new byte[700]).open();
        assertDamaged(open, "without the mark of its end");
        assertDamaged(Samples.join(open, new byte[512]), "without the mark of its end");
        assertDamaged(Samples.join(open, new byte[1023]), "without the mark of its end");
        assertDamaged(Samples.join(open, new byte[512], open, new byte[1024]), "behind the end");
        assertDamaged(Samples.join(open, new byte[1024], open), "behind the end");
        assertDamaged(Samples.join(open, new byte[1025]), "less than a block");
        assertDamaged(new byte[0], "without the mark of its end");
    }

    @Test
    void insistsOnWhatItIsTold() {
        byte[] header = TarBytes.header("a", 3, '0');
        byte[] wrongSum = header.clone();
        wrongSum[0] = 'b';
        byte[] wrongSize = header.clone();
        wrongSize[125] = '9';
        byte[] noSize = header.clone();
        TarBytes.put(noSize, 124, "            ");
        byte[] hugeSize = header.clone();
        System.arraycopy(new byte[] {(byte) 0x80, 0, 0, 0, (byte) 0x80, 0, 0, 0, 0, 0, 0, 0}, 0, hugeSize, 124, 12);
        assertDamaged(new TarBytes().entry(wrongSum, new byte[3]).end(), "sum is wrong");
        assertDamaged(
                new TarBytes().entry(TarBytes.summed(wrongSize), new byte[3]).end(), "number that is none");
        assertDamaged(new TarBytes().entry(TarBytes.summed(noSize), new byte[3]).end(), "number that is none");
        assertDamaged(
                new TarBytes().entry(TarBytes.summed(hugeSize), new byte[3]).end(), "no file is as long");
        assertDamaged(
                new TarBytes().entry(TarBytes.header("a", 3, 'S'), new byte[3]).end(), "type 'S'");
        assertDamaged(
                new TarBytes().entry(TarBytes.header("a", 3, '5'), new byte[3]).end(), "with contents");
        assertDamaged(
                new TarBytes()
                        .entry(TarBytes.header("a", 9_000, '0'), new byte[3])
                        .end(),
                "in the midst of a");
    }

    @Test
    void insistsOnExtensionsOfSomething() {
        byte[] filled = new TarBytes().plainFile("a", new byte[3]).end();
        filled[512 + 4] = 1;
        assertDamaged(filled, "belong to nothing");
        assertDamaged(new TarBytes().pax("path=a\n").end(), "for no file");
        for (char type : new char[] {'L', 'K'}) {
            byte[] header = TarBytes.header("././@LongLink", 2, type);
            assertDamaged(new TarBytes().entry(header, Samples.ascii("a\0")).end(), "for no file");
        }
        for (String line :
                new String[] {"", "x", "8 path=a", "99 path=a\n", "7 pathn\n", "1 \n", "99999999 path=a\n"}) {
            byte[] tar = new TarBytes()
                    .entry(TarBytes.header("x", line.length() + 1, 'x'), Samples.ascii(line + "\n"))
                    .plainFile("a", new byte[0])
                    .end();
            assertDamaged(tar, "attribute that is broken");
        }
        assertDamaged(
                new TarBytes().pax("size=-1\n").plainFile("a", new byte[0]).end(), "attribute that is broken");
        String digits = "9".repeat(18);
        assertDamaged(
                new TarBytes()
                        .pax("size=" + digits + "\n")
                        .plainFile("a", new byte[0])
                        .end(),
                "in the midst of a");
        assertDamaged(
                new TarBytes()
                        .pax("size=9" + digits + "\n")
                        .plainFile("a", new byte[0])
                        .end(),
                "attribute that is broken");
        assertDamaged(
                new TarBytes()
                        .entry(TarBytes.header("x", 9_000_000, 'x'), new byte[0])
                        .end(),
                "9000000 bytes");
    }
}
