package dev.restore4j.testkit.verify;

import dev.restore4j.verify.Check;
import dev.restore4j.verify.CheckContext;
import dev.restore4j.verify.CheckLevel;
import dev.restore4j.verify.CheckSubject;
import dev.restore4j.verify.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A check whose findings a test writes down, one for each look; the last one is repeated. Without any it passes.
 *
 * <pre>{@code
 * ScriptedCheck orders = ScriptedCheck.named("orders are back")
 *         .finds(Verdict.inconclusive("The database starts.").orLater())
 *         .takes(Duration.ofMinutes(2), Verdict.passed("orders = 1204"));
 * // a plan that verifies with it
 * assertThat(orders.looks()).hasSize(2);
 * }</pre>
 *
 * <p>It waits in the time of its context: in virtual time a slow look costs nothing. Thread-safe; the script may also grow
 * while it is used.
 */
public final class ScriptedCheck implements Check {

    private static final Duration FOR_EVER = Duration.ofDays(36_600);

    private final String name;
    private final Deque<Act> script = new ArrayDeque<>();
    private final List<Looked> looks = new ArrayList<>();
    private CheckLevel level = CheckLevel.STANDARD;
    private CheckSubject subject = CheckSubject.DATA;

    private ScriptedCheck(String name) {
        this.name = name;
    }

    /**
     * A look that was made.
     *
     * @param at when it began, in the context's time
     * @param left how long it might have taken
     * @param context what it was told
     */
    public record Looked(Instant at, Duration left, CheckContext context) {}

    /** What one look does. */
    private interface Act {
        Verdict look(CheckContext context) throws Exception;
    }

    /**
     * {@return a check without a script}
     *
     * @param name as it appears in results
     */
    public static ScriptedCheck named(String name) {
        return new ScriptedCheck(name);
    }

    /**
     * Sets from which level on it runs; STANDARD unless set.
     *
     * @param from the level
     * @return this
     */
    public synchronized ScriptedCheck from(CheckLevel from) {
        level = from;
        return this;
    }

    /**
     * Sets what its failures speak of; DATA unless set.
     *
     * @param speaksOf the subject
     * @return this
     */
    public synchronized ScriptedCheck about(CheckSubject speaksOf) {
        subject = speaksOf;
        return this;
    }

    /**
     * The next looks find these, one each.
     *
     * @param verdicts in their order
     * @return this
     */
    public ScriptedCheck finds(Verdict... verdicts) {
        for (Verdict verdict : verdicts) {
            then(context -> verdict);
        }
        return this;
    }

    /** {@return this, after whose script the next look passes} */
    public ScriptedCheck passes() {
        return finds(Verdict.passed("scripted"));
    }

    /**
     * The next look fails.
     *
     * @param reason why
     * @return this
     */
    public ScriptedCheck fails(String reason) {
        return finds(Verdict.failed(reason, "scripted"));
    }

    /**
     * The next look takes its time, and then finds this. An interrupt ends it.
     *
     * @param length how long
     * @param verdict what it finds
     * @return this
     */
    public ScriptedCheck takes(Duration length, Verdict verdict) {
        return then(context -> {
            context.time().sleep(length);
            return verdict;
        });
    }

    /**
     * The next look throws.
     *
     * @param failure what
     * @return this
     */
    public ScriptedCheck throwing(Exception failure) {
        return then(context -> {
            throw failure;
        });
    }

    /** {@return this, after whose script the next look never ends unless it is interrupted} */
    public ScriptedCheck hangs() {
        return then(context -> {
            context.time().await(new CompletableFuture<Void>(), context.time().nanoTime() + FOR_EVER.toNanos());
            throw new IllegalStateException("for ever is over");
        });
    }

    private synchronized ScriptedCheck then(Act act) {
        script.addLast(act);
        return this;
    }

    /** {@return the looks so far, also those that did not end} */
    public synchronized List<Looked> looks() {
        return List.copyOf(looks);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public synchronized CheckLevel level() {
        return level;
    }

    @Override
    public synchronized CheckSubject subject() {
        return subject;
    }

    @Override
    public Verdict look(CheckContext context) throws Exception {
        return next(context).look(context);
    }

    private synchronized Act next(CheckContext context) {
        looks.add(new Looked(context.time().now(), context.left(), context));
        Act act = script.size() > 1 ? script.removeFirst() : script.peekFirst();
        return act == null ? any -> Verdict.passed("scripted") : act;
    }

    /** {@return the name} */
    @Override
    public String toString() {
        return name;
    }
}
