package dev.restore4j.aura.backup;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** What stands before the header of a file in a tar, and is more true than it: a long name, a large size. */
final class TarExtension {

    private static final String PATH = "path";
    private static final String SIZE = "size";

    /** Only these are kept: others may be as many and as long as somebody likes. */
    private static final Set<String> USED = Set.of(PATH, SIZE);

    /** For names and attributes before one file, with their headers. */
    private static final long MOST = 1024 * 1024;

    private final Map<String, String> attributes = new HashMap<>();
    private long taken;
    private boolean pending;

    /** Asked before it is read, so that a small file that unpacks to a large one takes neither memory nor time. */
    void admit(TarHeader header) throws Damage {
        if (header.size() > MOST - taken) {
            throw Damage.damaged("Its tar has a name or an attribute of " + header.size()
                    + " bytes, which makes more than " + MOST + " bytes of them before one file");
        }
        taken += TarHeader.BLOCK + header.size();
    }

    void add(TarHeader header, byte[] contents) throws Damage {
        switch (header.type()) {
            case 'x' -> {
                pending = true;
                addAttributes(contents);
            }
            case 'L' -> {
                pending = true;
                attributes.put(PATH, TarWalk.text(contents, 0, contents.length));
            }
            case 'K' -> pending = true; // the name of the target of a link
            default -> new TarExtension().addAttributes(contents); // for all that follow: nobody's names or sizes
        }
    }

    /** Each is a line: its length in decimal digits, a space, the key, an equals sign, the value, and a line feed. */
    private void addAttributes(byte[] contents) throws Damage {
        int at = 0;
        while (at < contents.length) {
            int space = at;
            while (space < contents.length && contents[space] >= '0' && contents[space] <= '9') {
                space++;
            }
            int digits = space - at;
            int length = digits == 0 || digits > 7 ? 0 : Integer.parseInt(ascii(contents, at, digits));
            int end = at + length;
            if (length <= digits + 1 || end > contents.length || contents[space] != ' ' || contents[end - 1] != '\n') {
                throw broken();
            }
            addAttribute(contents, space + 1, end - 1);
            at = end;
        }
    }

    private void addAttribute(byte[] contents, int from, int end) throws Damage {
        int equals = from;
        while (equals < end && contents[equals] != '=') {
            equals++;
        }
        if (equals == from || equals == end) {
            throw broken();
        }
        String key = new String(contents, from, equals - from, StandardCharsets.UTF_8);
        if (USED.contains(key)) {
            attributes.put(key, new String(contents, equals + 1, end - equals - 1, StandardCharsets.UTF_8));
        }
    }

    private static String ascii(byte[] bytes, int from, int length) {
        return new String(bytes, from, length, StandardCharsets.US_ASCII);
    }

    private static Damage broken() {
        return Damage.damaged("Its tar has an attribute that is broken");
    }

    TarEntry applyTo(TarHeader header) throws Damage {
        String name = Objects.requireNonNullElse(attributes.get(PATH), header.name());
        String size = attributes.get(SIZE);
        return new TarEntry(name, size == null ? header.size() : number(size), header.isFile());
    }

    private static long number(String digits) throws Damage {
        if (!digits.matches("[0-9]{1,18}")) {
            throw broken();
        }
        return Long.parseLong(digits);
    }

    void requireNone() throws Damage {
        if (pending) {
            throw Damage.damaged("Its tar ends with a name or an attribute for no file");
        }
    }
}
