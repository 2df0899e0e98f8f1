package dev.restore4j.aura.backup;

import java.io.IOException;

/** What is wrong with the bytes of a file. It becomes a rejection where the path is known. */
final class Damage extends IOException {

    private static final long serialVersionUID = 1L;

    private final String code;

    private Damage(String code, String message) {
        super(message);
        this.code = code;
    }

    /** {@return that the bytes end too early} */
    static Damage truncated(String message) {
        return new Damage(Refusal.TRUNCATED, message);
    }

    /** {@return that the bytes cannot be what was written} */
    static Damage damaged(String message) {
        return new Damage(Refusal.DAMAGED, message);
    }

    /** {@return that these are the bytes of something else} */
    static Damage unknown(String message) {
        return new Damage(Refusal.UNKNOWN, message);
    }

    /** {@return that it is one piece of several} */
    static Damage split(String message) {
        return new Damage(Refusal.SPLIT, message);
    }

    String code() {
        return code;
    }

    /** {@return what happened, a sentence without its full stop} */
    String what() {
        return String.valueOf(getMessage());
    }
}
