package dev.restore4j.engine;

import dev.restore4j.engine.Follow.Moment;
import dev.restore4j.engine.Follow.Step;
import dev.restore4j.event.Aftermath;

/** Runs the program's own steps, each once as far as the journal knows. Their failures are told and harm nothing. */
final class HookRunner {

    /** The note of a step that went well. */
    static final String DONE = "done";

    private final Job job;
    private final Ledger ledger;
    private final Limited limited;

    HookRunner(Job job, Ledger ledger, Limited limited) {
        this.job = job;
        this.ledger = ledger;
        this.limited = limited;
    }

    void run(Moment moment, Aftermath aftermath) throws InterruptedException {
        Follow.Hooks hooks = job.habits().follow().hooks();
        for (Step step : hooks.at(moment)) {
            if (ledger.standing().note(step.key()).isEmpty()) {
                Limited.Ended<String> ended = limited.run(
                        "hook",
                        notes -> {
                            step.hook().run(aftermath);
                            return DONE;
                        },
                        hooks.limit());
                String text = ended.trouble() == null ? DONE : cut(ended.trouble());
                ledger.record(Entries.noted(job.environment().time().now(), step.key(), text));
            }
        }
    }

    private static String cut(String text) {
        return text.length() <= 500 ? text : text.substring(0, 499) + "…";
    }
}
