package dev.restore4j.aura.backup;

import java.util.HexFormat;

/** Bytes as messages show them. */
final class Hex {

    private Hex() {}

    static String of(byte[] bytes) {
        return HexFormat.ofDelimiter(" ").formatHex(bytes);
    }
}
