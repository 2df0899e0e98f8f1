package dev.restore4j.aura.console;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where the Console takes uploads for a database.
 *
 * <p>It follows from the database's Bolt address, as in Neo4j's uploader. That one is lax: an address that only resembles Aura's
 * makes it send the password to any host. Here an address is wholly one of Aura's forms, or it is refused.
 *
 * @param bolt the database's address, as {@code neo4j+s}
 * @param console the Console's address
 * @param database the database's id
 */
public record ConsoleAddress(URI bolt, URI console, String database) {

    private static final String ENVIRONMENT = "(?:-(?<environment>[a-z0-9](?:[a-z0-9-]{0,40}[a-z0-9])?))?";
    private static final Pattern DATABASE =
            Pattern.compile("(?<id>[0-9a-z]{4,40})" + ENVIRONMENT + "\\.databases\\.neo4j\\.io");
    private static final Pattern PRIVATE_LINK =
            Pattern.compile("(?<id>[0-9a-z]{4,40})\\.(?<stage>production|staging)-orch-[0-9]{1,8}\\.neo4j\\.io");
    private static final Pattern INSTANCE =
            Pattern.compile("(?<id>[0-9a-z]{4,40})" + ENVIRONMENT + "\\.instances\\.neo4j\\.io");
    private static final Pattern ID = Pattern.compile("[0-9a-z]{4,40}");

    /**
     * {@return where the Console takes uploads for a database}
     *
     * @param bolt the database's address
     * @param database the database's id, which only an address of the form {@code ….instances.neo4j.io} needs; or null
     * @throws IllegalArgumentException if it is not one of Aura's forms; the message says which there are, and repeats no more
     *     than the host
     */
    public static ConsoleAddress of(URI bolt, @Nullable String database) {
        String host = bolt.getHost() == null ? "" : bolt.getHost().toLowerCase(Locale.ROOT);
        if (!"neo4j+s".equals(bolt.getScheme()) || hasMore(bolt)) {
            throw refused(host, "it must be a host with the scheme neo4j+s, and nothing else");
        }
        if (database != null && !ID.matcher(database).matches()) {
            throw refused(host, "the database id is not 4 to 40 lower-case letters and digits");
        }
        Matcher plain = DATABASE.matcher(host);
        if (plain.matches()) {
            return new ConsoleAddress(
                    clean(host), console(plain.group("environment")), same(host, plain.group("id"), database));
        }
        Matcher link = PRIVATE_LINK.matcher(host);
        if (link.matches()) {
            String stage = link.group("stage").equals("staging") ? "staging" : null;
            return new ConsoleAddress(clean(host), console(stage), same(host, link.group("id"), database));
        }
        Matcher instance = INSTANCE.matcher(host);
        if (instance.matches()) {
            if (database == null) {
                throw refused(host, "such an address needs the database's id as well");
            }
            return new ConsoleAddress(clean(host), console(instance.group("environment")), database);
        }
        throw refused(host, "it is none of Aura's");
    }

    private static URI clean(String host) {
        return URI.create("neo4j+s://" + host);
    }

    private static String same(String host, String id, @Nullable String database) {
        if (database != null && !database.equals(id)) {
            throw refused(host, "it names the database " + id + ", and the id that was given is " + database);
        }
        return id;
    }

    private static URI console(@Nullable String environment) {
        return URI.create("https://console" + (environment == null ? "" : "-" + environment) + ".neo4j.io");
    }

    private static boolean hasMore(URI uri) {
        return uri.getRawUserInfo() != null
                || uri.getPort() != -1
                || isThere(uri.getRawPath())
                || isThere(uri.getRawQuery())
                || isThere(uri.getRawFragment());
    }

    private static boolean isThere(@Nullable String part) {
        return part != null && !part.isEmpty();
    }

    /** {@return whether such an address names an instance, and the database's id besides} */
    public boolean needsDatabase() {
        return INSTANCE.matcher(bolt.getHost()).matches();
    }

    private static IllegalArgumentException refused(String host, String why) {
        return new IllegalArgumentException("Nothing is uploaded to '" + host + "': " + why
                + ". Aura's forms are neo4j+s://<id>.databases.neo4j.io, neo4j+s://<id>.production-orch-<number>.neo4j.io, and"
                + " neo4j+s://<instance>.instances.neo4j.io with the database's id.");
    }
}
