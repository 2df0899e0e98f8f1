package dev.restore4j.examples.operator;

import dev.restore4j.event.RestoreEvent;
import dev.restore4j.event.RestoreEvent.Checked;
import dev.restore4j.event.RestoreEvent.Looked;
import dev.restore4j.event.RestoreEvent.StateChanged;
import dev.restore4j.event.RestoreListener;
import dev.restore4j.operation.Durations;
import java.time.Duration;
import java.time.temporal.ChronoUnit;

/**
 * Says what goes on, a line at a time: each change of state, each new word of the target, each check, and a sign of life every half
 * minute. Warnings and standstills are logged by the library.
 */
final class ProgressLines implements RestoreListener {

    private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(30);

    private final Console console;
    private String word = "";
    private Duration lastLine = Duration.ZERO;

    ProgressLines(Console console) {
        this.console = console;
    }

    @Override
    public void on(RestoreEvent event) {
        if (event instanceof StateChanged change) {
            String arrow = change.from() == change.to() ? change.to().toString() : change.from() + " -> " + change.to();
            line(event, (arrow + ". " + change.message()).strip());
        } else if (event instanceof Looked look && isNews(look)) {
            word = look.word();
            lastLine = look.elapsed();
            line(
                    event,
                    "target says '" + look.word() + "', " + Durations.text(look.elapsed()) + " after the submission");
        } else if (event instanceof Checked check) {
            line(event, check.result().toString());
        }
    }

    private boolean isNews(Looked look) {
        return !look.word().equals(word) || look.elapsed().minus(SIGN_OF_LIFE).compareTo(lastLine) >= 0;
    }

    private void line(RestoreEvent event, String text) {
        console.note(event.at().truncatedTo(ChronoUnit.SECONDS) + " " + text);
    }
}
