package dev.restore4j.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restore4j.engine.Decision.Next;
import dev.restore4j.engine.Watch.Absence;
import dev.restore4j.engine.Watch.Before;
import dev.restore4j.fixture.Script;
import dev.restore4j.journal.JournalEntry;
import dev.restore4j.operation.Actor;
import dev.restore4j.operation.Attestation;
import dev.restore4j.operation.Ending;
import dev.restore4j.operation.Ending.Kind;
import dev.restore4j.operation.Finding;
import dev.restore4j.operation.Overwritten;
import dev.restore4j.operation.Proof;
import dev.restore4j.operation.RestoreState;
import dev.restore4j.spi.Evidence;
import dev.restore4j.spi.Observation;
import dev.restore4j.spi.Observation.Condition;
import dev.restore4j.spi.Preflight;
import dev.restore4j.spi.SubmissionAnswer;
import dev.restore4j.spi.SubmissionAnswer.Accepted;
import dev.restore4j.spi.SubmissionAnswer.Lost;
import dev.restore4j.spi.SubmissionAnswer.NotTakenOver;
import dev.restore4j.spi.SubmissionAnswer.Refused;
import dev.restore4j.spi.TargetView.Exposure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * One operation driven by the rules through whatever a seed makes happen: answers, looks, crashes, requests to cancel,
 * attestations. It keeps its own account of what was sent and seen, and holds every step against that.
 */
final class RandomWalk {

    private static final int LONGEST = 400;
    private static final Terms TERMS = History.terms();

    private final Random random;
    private final boolean quiet;
    private final List<RestoreState> states = new ArrayList<>(List.of(RestoreState.PLANNED, RestoreState.CONFIRMED));
    private History history = History.confirmed();
    private Standing standing = history.standing();
    private Instant now = History.CONFIRMED_AT;
    private Eyes eyes = new Eyes();
    private @Nullable Instant answeredAt;
    private @Nullable Proof proof;
    private int sent;
    private Facts facts = new Facts();

    /** What may be known of the last request, from its intent on. */
    private static final class Facts {
        private boolean mayBeTaken;
        private boolean accepted;
        private boolean sawChange;
        private boolean sawByName;
        private boolean attested;
        private boolean ready;
    }

    /** What a process remembers of its looks. */
    private static final class Eyes {
        private int looks;
        private int goneLooks;
        private Instant goneSince = Instant.EPOCH;
        private Before before = Before.NEVER_SEEN;
    }

    RandomWalk(long seed) {
        this.random = new Random(seed);
        this.quiet = random.nextBoolean();
    }

    /** {@return the states it went through, one after the other} */
    List<RestoreState> states() {
        return states;
    }

    @Nullable
    Proof proof() {
        return proof;
    }

    int sent() {
        return sent;
    }

    void run() {
        Next next = Next.CHECK;
        for (int i = 0; i < LONGEST; i++) {
            if (random.nextInt(20) == 0) {
                next = Rules.first(standing.state()); // a crash, and the same program again
                eyes = new Eyes();
                pass(random.nextInt(200));
            }
            if (random.nextInt(40) == 0 && standing.state() == RestoreState.CONFIRMED) {
                write(Entries.cancelRequested(now, "carol"));
            }
            if (next == Next.STOP && standing.state().isEnd()) {
                assertThat(Rules.first(standing.state())).isEqualTo(Next.STOP);
                assertThat(history.log().isOpen()).isFalse();
                return;
            }
            next = step(next);
        }
    }

    private Next step(Next next) {
        return switch (next) {
            case CHECK -> check();
            case SUBMIT -> submit();
            case LOOK -> look();
            case STOP -> stopped();
        };
    }

    private Next check() {
        Decision early = Rules.beforeCheck(standing, TERMS, now);
        if (early != null) {
            return follow(early);
        }
        pass(random.nextInt(60));
        if (random.nextInt(4) == 0) {
            return Next.CHECK; // nothing could be read
        }
        return follow(Rules.onCheck(standing, TERMS, preflight(), now));
    }

    private Preflight preflight() {
        return switch (random.nextInt(30)) {
            case 0 -> Script.preflight("Staging");
            case 1 -> Script.preflight("Production", Finding.blocking("target-busy", "It is busy"));
            default -> Script.preflight("Production");
        };
    }

    private Next submit() {
        assertThat(standing.state()).isEqualTo(RestoreState.SUBMITTING);
        assertThat(sent).as("each intent is sent once").isLessThan(standing.attempts());
        sent++;
        if (random.nextInt(20) == 0) {
            return Next.LOOK; // a crash before the answer is written
        }
        pass(random.nextInt(100));
        Next next = follow(Rules.onAnswer(standing, answer(), now));
        eyes = new Eyes();
        return next;
    }

    private SubmissionAnswer answer() {
        Kind kind = any(Kind.values());
        Ending why = new Ending("code", "message", kind, null);
        switch (random.nextInt(8)) {
            case 0 -> {
                facts.mayBeTaken = false;
                return new Refused(why);
            }
            case 1, 2 -> {
                facts.mayBeTaken = false;
                return new NotTakenOver(why, random.nextBoolean() ? null : Duration.ofSeconds(random.nextInt(60)));
            }
            case 3, 4 -> {
                return new Lost("reset", null);
            }
            default -> {
                facts.accepted = true;
                return new Accepted("restoring", null, null);
            }
        }
    }

    private Next look() {
        Observation seen = observation();
        remember(seen);
        Instant submittedAt = standing.submission().at();
        assertThat(submittedAt).as("only what was submitted is watched").isNotNull();
        assertThat(standing.submission().answeredAt()).isEqualTo(answeredAt);
        Duration sinceSubmission = Duration.between(submittedAt, now);
        Duration sinceAnswer = answeredAt == null ? sinceSubmission : Duration.between(answeredAt, now);
        Duration gone = eyes.goneLooks == 0 ? Duration.ZERO : Duration.between(eyes.goneSince, now);
        Absence absence = new Absence(gone, eyes.goneLooks, eyes.before);
        return follow(Rules.onLook(standing, seen, new Watch(sinceSubmission, sinceAnswer, eyes.looks, absence), now));
    }

    private Observation observation() {
        Condition condition = quiet && random.nextInt(20) != 0 ? Condition.READY : any(Condition.values());
        Evidence evidence = Evidence.NONE;
        if (condition == Condition.BUSY) {
            evidence = any(Evidence.values());
        } else if (condition == Condition.READY && random.nextInt(quiet ? 1_000 : 10) == 0) {
            evidence = Evidence.RESTORE;
        }
        boolean found = condition == Condition.BUSY && random.nextInt(30) == 0;
        return new Observation(condition, evidence, "word", found ? "22222222" : null, null);
    }

    private void remember(Observation seen) {
        facts.ready = seen.condition() == Condition.READY;
        facts.sawByName = facts.ready && seen.evidence() == Evidence.RESTORE;
        facts.sawChange |= seen.condition() == Condition.BUSY
                && (seen.evidence() == Evidence.RESTORE || (seen.evidence() == Evidence.SOMETHING && facts.accepted));
        facts.sawChange |= seen.created() != null;
        eyes.looks++;
        if (seen.condition() != Condition.GONE) {
            eyes.goneLooks = 0;
            eyes.before = Before.SEEN;
        } else if (eyes.goneLooks++ == 0) {
            eyes.goneSince = now;
        }
    }

    private Next stopped() {
        assertThat(standing.state()).isEqualTo(RestoreState.OUTCOME_UNKNOWN);
        switch (random.nextInt(3)) {
            case 0 -> {
                facts.attested = true;
                write(Entries.attested(now, Attestation.overwritten(Actor.named("ann"), "seen")));
            }
            case 1 -> {
                facts.mayBeTaken = false;
                write(Entries.ended(EntryType.REJECTED, now, History.REASON));
            }
            default -> pass(random.nextInt(random.nextBoolean() ? 600 : 200_000));
        }
        return Rules.first(standing.state());
    }

    private Next follow(Decision decision) {
        decision.toWrite().ifPresent(this::write);
        pass(decision.after().toSeconds());
        return decision.next();
    }

    private void write(JournalEntry entry) {
        RestoreState before = standing.state();
        assertThat(before.isEnd()).as("something is written after the end").isFalse();
        if (entry.type().equals("submitting")) {
            assertThat(facts.mayBeTaken)
                    .as("there is an intent while another request may be taken over")
                    .isFalse();
            facts = new Facts();
            facts.mayBeTaken = true;
            answeredAt = null;
        }
        if (List.of("accepted", "answer-lost").contains(entry.type())) {
            answeredAt = now;
        }
        history = history.and(entry);
        standing = history.standing();
        if (standing.state() != before) {
            states.add(standing.state());
        }
        hold();
    }

    /** Holds what the journal says against what is true. */
    private void hold() {
        switch (standing.state()) {
            case COMPLETED -> completed();
            case REJECTED, CANCELLED -> assertThat(facts.mayBeTaken).isFalse();
            case FAILED ->
                assertThat(facts.accepted || facts.sawChange || facts.attested).isTrue();
            case CONFIRMED -> assertThat(facts.mayBeTaken).isFalse();
            default -> assertThat(standing.overwritten(Exposure.OVERWRITTEN)).isNotEqualTo(Overwritten.NO);
        }
        assertThat(standing.attempts()).isLessThanOrEqualTo(Rules.ATTEMPTS);
    }

    private void completed() {
        proof = standing.proof();
        assertThat(facts.ready).as("it runs").isTrue();
        assertThat(facts.mayBeTaken).as("it was sent").isTrue();
        boolean holds = switch (standing.proof()) {
            case ACCEPTED_AND_SEEN -> facts.accepted && (facts.sawChange || facts.sawByName);
            case SEEN_ONLY -> !facts.accepted && facts.sawChange;
            case FOUND_BY_NAME -> !facts.accepted && facts.sawByName;
            case ATTESTED -> facts.attested;
        };
        assertThat(holds).as("the proof " + standing.proof()).isTrue();
    }

    private <T> T any(T[] values) {
        return List.of(values).get(random.nextInt(values.length));
    }

    private void pass(long seconds) {
        now = now.plusSeconds(seconds);
    }
}
