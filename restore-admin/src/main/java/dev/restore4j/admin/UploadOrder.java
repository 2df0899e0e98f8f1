package dev.restore4j.admin;

import dev.restore4j.admin.process.Redaction;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is uploaded to where. The password is in the environment of the one child that needs it, and nowhere else; {@link
 * #toString()} hides it.
 *
 * @param directory in which the dump is alone, as {@code <database>.dump}
 * @param database its name
 * @param uri the connection URI of the instance; checked by whoever makes this, since the tool's own check lets a crafted one send
 *     the password to any host (measured)
 * @param databaseId the id that {@code instances.neo4j.io} wants, of the 2025 line on
 * @param user the instance's user
 * @param password the user's password
 */
record UploadOrder(
        Path directory, String database, String uri, Optional<String> databaseId, String user, String password) {

    private static final Duration CONNECT = Duration.ofSeconds(30);
    // the storage answers once it has the whole file
    private static final Duration ANSWER = Duration.ofMinutes(5);

    /** {@return the arguments; nothing in them is secret} */
    List<String> arguments() {
        List<String> arguments = new ArrayList<>(List.of(
                "--from-path=" + directory, "--to-uri=" + uri, "--to-user=" + user, "--overwrite-destination=true"));
        databaseId.ifPresent(id -> arguments.add("--to-dbid=" + id));
        arguments.add(database);
        return arguments;
    }

    /**
     * {@return the environment of the child}
     *
     * <p>The tool has no time-outs of its own, and hangs for ever on a server that does not answer (measured); the JDK's defaults
     * can be set from outside. And the JDK sends a POST a second time, by itself, when the connection was closed before an answer
     * came: for {@code upload-complete} that is what must never happen, so it is turned off.
     */
    Map<String, String> environment(Map<String, String> tool) {
        String options = "-Dsun.net.client.defaultConnectTimeout=" + CONNECT.toMillis()
                + " -Dsun.net.client.defaultReadTimeout=" + ANSWER.toMillis()
                + " -Dsun.net.http.retryPost=false";
        Map<String, String> environment = new HashMap<>(ToolEnvironment.withJavaOptions(tool, options));
        environment.put("NEO4J_PASSWORD", password);
        return environment;
    }

    Redaction redaction() {
        return Redaction.ofLogin(user, password);
    }

    @Override
    public String toString() {
        return "upload of " + directory + " (" + database + ") to " + uri + " as " + user;
    }
}
