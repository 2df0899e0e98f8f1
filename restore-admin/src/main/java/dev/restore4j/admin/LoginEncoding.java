package dev.restore4j.admin;

import dev.restore4j.error.RestoreRejectedException;
import dev.restore4j.operation.DatabaseLogin;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * Whether a login reaches a child as it is. The system hands bytes over: this JVM writes characters as its locale says, and the
 * child's reads them so. What the locale's encoding does not have arrives as a question mark, and three wrong logins lock a user out.
 */
final class LoginEncoding {

    // from this one on, the JDK writes environments as the locale says, and not in its default charset
    private static final int BY_LOCALE = 19;

    private LoginEncoding() {}

    /** Refuses a login that a child would not get as it is. */
    static void require(DatabaseLogin login) {
        Charset locale = charset(System.getProperty("sun.jnu.encoding", ""));
        require(login, Runtime.version().feature() < BY_LOCALE ? Charset.defaultCharset() : locale, locale);
    }

    private static Charset charset(String name) {
        try {
            return Charset.forName(name);
        } catch (IllegalArgumentException e) {
            return StandardCharsets.US_ASCII; // of which every encoding of a locale has all
        }
    }

    /**
     * The same, with encodings.
     *
     * @param login the login
     * @param written how it is written
     * @param read how it is read
     */
    static void require(DatabaseLogin login, Charset written, Charset read) {
        String odd = survives(login.user(), written, read) ? "password" : "user";
        if (odd.equals("user") || !survives(login.password(), written, read)) {
            throw new RestoreRejectedException(
                    "login-encoding",
                    "The target's " + odd + " has characters that do not reach neo4j-admin in this program's locale ("
                            + read + "): it would log in with others, and be locked out. Nothing was dumped or sent."
                            + " Start this program with LC_ALL=C.UTF-8 or another locale of UTF-8 in its environment,"
                            + " and run it again.",
                    null,
                    null);
        }
    }

    private static boolean survives(String text, Charset written, Charset read) {
        return written.canEncode() && new String(text.getBytes(written), read).equals(text);
    }
}
