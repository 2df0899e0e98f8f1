package dev.restore4j.admin.process;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Makes lines of bytes as they come: UTF-8 with what is malformed replaced, a line ended by {@code \n}, {@code \r\n} or {@code \r}.
 * A line that is longer than the maximum is handed over cut, once, and says so. Used by one thread at a time.
 */
final class LineSplitter {

    /** What ends a line that was cut. */
    static final String CUT = " ... (cut)";

    private static final int MARGIN = 16;

    private final int longest;
    private final Consumer<String> lines;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    private final ByteBuffer pending = ByteBuffer.allocate(8);
    private final StringBuilder line = new StringBuilder();
    private boolean tooLong;
    private boolean afterReturn;
    private boolean anyCut;

    LineSplitter(int longest, Consumer<String> lines) {
        this.longest = longest;
        this.lines = lines;
    }

    /** {@return whether a line was cut so far} */
    boolean anyCut() {
        return anyCut;
    }

    void accept(byte[] bytes, int length) {
        ByteBuffer input = ByteBuffer.allocate(pending.position() + length);
        input.put(pending.flip()).put(bytes, 0, length).flip();
        pending.clear();
        CharBuffer characters = CharBuffer.allocate(input.remaining() + 1);
        decoder.decode(input, characters, false);
        pending.put(input); // the beginning of a character whose rest is still to come
        append(characters.flip());
    }

    /** Hands over what has no end of line. */
    void end() {
        CharBuffer characters = CharBuffer.allocate(pending.position() + 2);
        decoder.decode(pending.flip(), characters, true);
        decoder.flush(characters);
        append(characters.flip());
        if (line.length() > 0 || tooLong) {
            endLine();
        }
    }

    private void append(CharBuffer characters) {
        while (characters.hasRemaining()) {
            char next = characters.get();
            if (next == '\n' && afterReturn) {
                afterReturn = false;
            } else if (next == '\n' || next == '\r') {
                endLine();
                afterReturn = next == '\r';
            } else {
                afterReturn = false;
                keep(next);
            }
        }
    }

    private void keep(char next) {
        if (line.length() < longest) {
            line.append(next);
        } else {
            tooLong = true;
            anyCut = true;
        }
    }

    private void endLine() {
        // half a secret at the end would not be recognized as one
        String whole = tooLong ? line.substring(0, longest - longest / MARGIN) + CUT : line.toString();
        line.setLength(0);
        tooLong = false;
        lines.accept(whole);
    }
}
