package dev.restore4j.admin.process;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes secrets out of what a child printed: the values that it was given, in the forms in which they travel, and whatever looks
 * like a credential of somebody else's.
 *
 * <p>Measured on neo4j-admin 5.26.30 and 2026.08.1: a usage error prints {@code Default: <the value of NEO4J_PASSWORD>}, and
 * {@code --verbose} prints signed addresses and the headers of answers.
 *
 * <p>Immutable and thread-safe. {@link #toString()} holds no secret.
 */
public final class Redaction {

    /** What stands where a secret stood. */
    public static final String PLACE = "(redacted)";

    // shorter ones would tear apart every second word of a message without hiding anything
    private static final int SHORTEST = 3;

    private static final String SECRET_NAME =
            "[^\\s=\"']*(?:password|passwd|passphrase|secret|token|credential)[^\\s=\"']*";

    private static final List<Rule> RULES = List.of(
            new Rule("(?i)((?:x-goog-signature|x-amz-signature|x-goog-credential|x-amz-credential|x-amz-security-token"
                    + "|upload_id|uploadid|sig|signature|access_token)=)[^&\\s\"']+"),
            new Rule("(?i)((?:proxy-)?authorization\\s*[:=]\\s*).+"),
            new Rule("(?i)(\\b(?:bearer|basic)\\s+)[A-Za-z0-9._~+/=-]{6,}"),
            new Rule("(?i)(\"(?:token|access_token|password|signeduri|uploadid)\"\\s*:\\s*\")[^\"]*"),
            new Rule("(?i)(\\bset-cookie\\s*:\\s*).+"),
            new Rule("(?i)(--to-password[= ]\\s*)\\S+"),
            new Rule("(?i)(NEO4J_PASSWORD[=:]\\s*)\\S+"),
            // properties of Java, as JAVA_OPTS has them: quoted as a whole, or their value, or not at all
            new Rule("(?i)(\"-D" + SECRET_NAME + "=)[^\"\\n]+"),
            new Rule("(?i)('-D" + SECRET_NAME + "=)[^'\\n]+"),
            new Rule("(?i)(-D" + SECRET_NAME + "=)(?:\"[^\"\\n]*\"\\S*|'[^'\\n]*'\\S*|\\S+)"),
            new Rule("(://[^/\\s:@]+:)[^/\\s@]+(?=@)"));

    // in the usage of the one option whose default is a password; a long one begins on the next line, or is broken into
    // several, which are indented no less (measured). Possessive, since there is nothing to go back for
    private static final String CONTINUED = "(?:\\n(?=[ \\t])\\2[ \\t]*+\\S.*+)";
    private static final Pattern DEFAULT =
            Pattern.compile("(?m)(^([ \\t]*+)Default:[ \\t]*+)(?:\\S.*+" + CONTINUED + "*+|" + CONTINUED + "++)");

    private final List<String> secrets;

    private Redaction(List<String> secrets) {
        this.secrets = secrets;
    }

    /** {@return a redaction that knows patterns only} */
    public static Redaction none() {
        return new Redaction(List.of());
    }

    /**
     * {@return a redaction of these values as well}
     *
     * @param secrets the values; what is shorter than three characters is no secret
     */
    public static Redaction of(Collection<String> secrets) {
        Set<String> forms = new LinkedHashSet<>();
        for (String secret : secrets) {
            if (secret.length() >= SHORTEST) {
                forms.add(secret);
                String encoded = URLEncoder.encode(secret, StandardCharsets.UTF_8);
                forms.add(encoded);
                forms.add(encoded.replace("+", "%20"));
                forms.add(base64(secret));
            }
        }
        return new Redaction(longestFirst(forms));
    }

    /**
     * {@return a redaction of a login: of the password, and of what HTTP Basic makes of both}
     *
     * @param user the user's name, which is no secret
     * @param password the password
     */
    public static Redaction ofLogin(String user, String password) {
        List<String> values = new ArrayList<>(of(List.of(password)).secrets);
        values.add(base64(user + ":" + password));
        return new Redaction(longestFirst(values));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> longestFirst(Collection<String> values) {
        return values.stream()
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    /**
     * {@return the text without its secrets}
     *
     * @param text what was printed
     */
    public String apply(String text) {
        String clean = text;
        for (String secret : secrets) {
            clean = clean.replace(secret, PLACE);
        }
        for (Rule rule : RULES) {
            clean = rule.apply(clean);
        }
        return DEFAULT.matcher(clean).replaceAll("$1" + Matcher.quoteReplacement(PLACE));
    }

    @Override
    public String toString() {
        return "Redaction of " + secrets.size() + " forms and " + (RULES.size() + 1) + " patterns";
    }

    /** The first group stays, the rest of the match goes. */
    private record Rule(Pattern pattern) {
        Rule(String expression) {
            this(Pattern.compile(expression));
        }

        String apply(String text) {
            return pattern.matcher(text).replaceAll("$1" + Matcher.quoteReplacement(PLACE));
        }
    }
}
