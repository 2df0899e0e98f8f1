package dev.restore4j.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restore4j.engine.Care.Asked;
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
import dev.restore4j.operation.Proof;
import dev.restore4j.operation.RestoreState;
import dev.restore4j.operation.Rollback;
import dev.restore4j.operation.SafetySnapshot;
import dev.restore4j.operation.SafetySnapshot.Otherwise;
import dev.restore4j.operation.Verification;
import dev.restore4j.spi.Evidence;
import dev.restore4j.spi.Observation;
import dev.restore4j.spi.Observation.Condition;
import dev.restore4j.spi.Preflight;
import dev.restore4j.spi.SubmissionAnswer;
import dev.restore4j.spi.SubmissionAnswer.Accepted;
import dev.restore4j.spi.SubmissionAnswer.Lost;
import dev.restore4j.spi.SubmissionAnswer.NotTakenOver;
import dev.restore4j.spi.SubmissionAnswer.Refused;
import dev.restore4j.verify.CheckLevel;
import dev.restore4j.verify.CheckResult;
import dev.restore4j.verify.CheckSubject;
import dev.restore4j.verify.Marker.Sighting;
import dev.restore4j.verify.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One operation driven by the rules through whatever a seed makes happen: answers, looks, crashes, requests to cancel,
 * attestations. It keeps its own account of what was sent and seen, and holds every step against that.
 */
final class RandomWalk {

    private static final int LONGEST = 400;

    private final Random random;
    private final Terms terms;
    private final boolean quiet;
    private final boolean works;
    private boolean prepared;
    private final List<RestoreState> states = new ArrayList<>(List.of(RestoreState.PLANNED, RestoreState.CONFIRMED));
    private History history;
    private Standing standing;
    private boolean withPlan = true;
    private Instant now = History.CONFIRMED_AT;
    private Eyes eyes = new Eyes();
    private @Nullable Instant answeredAt;
    private @Nullable Proof proof;
    private int sent;
    private WalkFacts facts = new WalkFacts();

    /** What a process remembers of its looks. */
    private static final class Eyes {
        private int looks;
        private Instant began = Instant.EPOCH;
        private int goneLooks;
        private Instant goneSince = Instant.EPOCH;
        private Before before = Before.NEVER_SEEN;
    }

    RandomWalk(long seed) {
        this.random = new Random(seed);
        this.quiet = random.nextBoolean();
        this.works = random.nextInt(3) == 0;
        this.terms = random.nextBoolean() ? History.terms() : History.terms(care());
        this.history = new History(List.of(Entries.confirmed(terms, null, History.CONFIRMED_AT)));
        this.standing = history.standing();
    }

    private Care care() {
        SafetySnapshot safety = SafetySnapshot.within(Duration.ofMinutes(5));
        Set<Asked> asked = EnumSet.of(Asked.CHECKS, Asked.MARKER, Asked.HOOKS);
        asked.removeIf(any -> random.nextInt(4) == 0);
        return new Care(random.nextBoolean() ? safety : safety.orStop(), Rollback.ON_WRONG_DATA, asked);
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
        Next next = Rules.first(standing, terms);
        for (int i = 0; i < LONGEST; i++) {
            if (random.nextInt(20) == 0) {
                pass(random.nextInt(200)); // a crash, and the same program again, or somebody who attaches
                withPlan = standing.submission().at() == null || random.nextInt(3) > 0;
                next = Rules.first(standing, terms);
                eyes = new Eyes();
                prepared = false;
            }
            if (random.nextInt(40) == 0 && standing.state().isBeforeSubmission() && standing.concluded() == null) {
                write(Entries.cancelRequested(now, "carol"));
            }
            if (next == Next.STOP && standing.state().isEnd()) {
                assertThat(Rules.first(standing, terms)).isEqualTo(Next.STOP);
                assertThat(history.log().isOpen()).isFalse();
                return;
            }
            next = step(next);
        }
    }

    private Next step(Next next) {
        boolean first = works && !prepared && (next == Next.CHECK || next == Next.SAFEGUARD);
        return switch (first ? Next.PREPARE : next) {
            case PREPARE -> prepare();
            case RECOVER -> recover();
            case CHECK -> check();
            case SUBMIT -> submit();
            case LOOK -> look();
            case STOP -> stopped();
            case SAFEGUARD -> safeguard();
            case VERIFY -> withPlan ? verify() : unlooked();
            case CONCLUDE ->
                withPlan ? follow(Decision.stop(Objects.requireNonNull(standing.concluded()))) : unlooked();
        };
    }

    /** As long as it works, the confirmation holds; a crash in between costs no more than what it had left. */
    private Next prepare() {
        Decision early = Rules.beforeCheck(standing, terms, now);
        if (early != null) {
            return follow(early);
        }
        Duration before = standing.around().worked();
        write(Entries.preparing(now, before));
        if (random.nextInt(4) == 0) {
            return Rules.first(standing, terms); // a crash
        }
        if (random.nextInt(8) == 0) {
            return follow(Rules.rejected(now, "no", "no", null));
        }
        int seconds = random.nextInt(10_000);
        pass(seconds);
        write(Entries.prepared(now, before.plusSeconds(seconds), "made"));
        prepared = true;
        return Rules.first(standing, terms);
    }

    private Next recover() {
        assertThat(works).as("only what leaves a trace is found by it").isTrue();
        if (!withPlan) {
            withPlan = random.nextBoolean();
            return Rules.first(standing, terms);
        }
        pass(random.nextInt(100));
        Next next = follow(Rules.onAnswer(standing, answer(), now));
        eyes = new Eyes();
        return next;
    }

    private Next safeguard() {
        assertThat(standing.attempts()).as("nothing was sent").isZero();
        Decision early = Rules.beforeCheck(standing, terms, now);
        if (early != null) {
            return follow(early);
        }
        pass(random.nextInt(60));
        if (standing.safety().begunAt() == null) {
            write(Entries.safeguarding(now));
        } else if (random.nextInt(10) == 0) {
            boolean stop = terms.care().safety().otherwise() == Otherwise.STOP;
            follow(stop ? Rules.rejected(now, "no", "no", null) : late());
        } else if (standing.safety().snapshot() == null) {
            write(Entries.safetyStarted(now, "k1"));
        } else {
            write(Entries.safeguarded(now, "k1", now));
        }
        return Rules.first(standing, terms);
    }

    private Decision late() {
        return Decision.now(Entries.notSafeguarded(now, "late", "It was late."), Next.CHECK);
    }

    private Next verify() {
        pass(random.nextInt(100));
        List<CheckResult> results = new ArrayList<>();
        for (int i = terms.care().asks(Asked.CHECKS) ? 1 + random.nextInt(2) : 0; i > 0; i--) {
            Verdict verdict = new Verdict(any(Verdict.Outcome.values()), "", "", Verdict.Again.POINTLESS);
            results.add(new CheckResult("c", CheckLevel.QUICK, CheckSubject.DATA, verdict, Duration.ZERO));
        }
        facts.found = Verification.of(results).status();
        return follow(Decision.stop(
                Entries.verified(now, Objects.requireNonNull(standing.proof()), Verification.of(results))));
    }

    /** Who has no plan leaves it to who has it, or a person ends it. */
    private Next unlooked() {
        if (random.nextBoolean()) {
            withPlan = true;
        } else if (standing.concluded() != null) {
            write(standing.concluded());
        } else {
            write(Entries.completed(now, Objects.requireNonNull(standing.proof()), History.REASON));
        }
        return Rules.first(standing, terms);
    }

    private Next check() {
        Decision early = Rules.beforeCheck(standing, terms, now);
        if (early != null) {
            return follow(early);
        }
        pass(random.nextInt(60));
        if (random.nextInt(4) == 0) {
            return Next.CHECK; // nothing could be read
        }
        Decision decision = Rules.onCheck(standing, terms, preflight(), now);
        if (decision.next() == Next.SUBMIT && terms.care().asks(Asked.MARKER)) {
            write(Entries.noted(now, Marking.PLACED, "token"));
        }
        return follow(works ? decision.traced() : decision);
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
            prepared = false;
            return Rules.first(standing, terms); // a crash before the answer is written
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
        Watch watch = new Watch(sinceSubmission, sinceAnswer, eyes.looks, absence, mark());
        return follow(Rules.onLook(standing, seen, watch, now));
    }

    private Watch.Mark mark() {
        if (!facts.ready || !withPlan || !terms.care().asks(Asked.MARKER)) {
            facts.sighting = null;
            return Watch.Mark.NONE;
        }
        facts.sighting = quiet && random.nextInt(5) > 0 ? Sighting.THERE : any(Sighting.values());
        return new Watch.Mark(facts.sighting, Duration.between(eyes.began, now));
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
        eyes.began = eyes.looks++ == 0 ? now : eyes.began;
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
                follow(Decision.stop(Entries.ended(EntryType.REJECTED, now, History.REASON)));
            }
            default -> pass(random.nextInt(random.nextBoolean() ? 600 : 200_000));
        }
        return Rules.first(standing, terms);
    }

    private Next follow(Decision decision) {
        Decision whole = Rules.beforeEnd(standing, terms, decision);
        whole.toWrite().ifPresent(this::write);
        pass(whole.after().toSeconds());
        return whole.next();
    }

    private void write(JournalEntry entry) {
        RestoreState before = standing.state();
        assertThat(before.isEnd()).as("something is written after the end").isFalse();
        if (entry.type().equals("submitting")) {
            assertThat(facts.mayBeTaken)
                    .as("there is an intent while another request may be taken over")
                    .isFalse();
            facts.mustBeKept(standing, terms);
            facts = new WalkFacts();
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
        proof = facts.hold(standing, terms, states) ? standing.proof() : proof;
    }

    private <T> T any(T[] values) {
        return List.of(values).get(random.nextInt(values.length));
    }

    private void pass(long seconds) {
        now = now.plusSeconds(seconds);
    }
}
