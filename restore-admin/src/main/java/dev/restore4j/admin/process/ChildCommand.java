package dev.restore4j.admin.process;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What to run. {@link #toString()} holds no environment, so that no password is in a message.
 *
 * @param words the executable and its arguments, which everybody on the machine can read
 * @param environment all of the child's environment; nothing is inherited
 * @param family whose member the child is
 * @param redaction what is taken out of its output
 */
public record ChildCommand(List<String> words, Map<String, String> environment, Family family, Redaction redaction) {

    /** Copies what can change. */
    public ChildCommand {
        words = List.copyOf(words);
        environment = Map.copyOf(environment);
        if (words.isEmpty()) {
            throw new IllegalArgumentException("Nothing to run");
        }
    }

    /** Starts it with pipes for both streams and without input, so that no question can hang. */
    Process start() throws IOException {
        return withoutInput(builder().start());
    }

    /** Starts it with both streams appended to a file. */
    Process startInto(Path file) throws IOException {
        File output = file.toFile();
        return withoutInput(builder()
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(output))
                .start());
    }

    private static Process withoutInput(Process process) throws IOException {
        try {
            process.getOutputStream().close();
            return process;
        } catch (IOException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    private ProcessBuilder builder() {
        ProcessBuilder builder = new ProcessBuilder(words);
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.environment().put(Family.VARIABLE, family.mark());
        return builder;
    }

    @Override
    public String toString() {
        return redaction.apply(String.join(" ", words));
    }
}
