package dev.restore4j.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restore4j.engine.Decision.Next;
import dev.restore4j.fixture.Script;
import dev.restore4j.operation.Ending;
import dev.restore4j.operation.Finding;
import dev.restore4j.spi.Fingerprint;
import dev.restore4j.spi.Preflight;
import dev.restore4j.spi.SourceView;
import dev.restore4j.spi.TargetView;
import dev.restore4j.spi.TargetView.Exposure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What must hold before the request is sent. */
class RulesCheckTest {

    private static final Instant NOW = History.LATER;
    private static final Instant EXPIRY = History.terms().consent().expiresAt();

    private final Terms terms = History.terms();
    private final Standing confirmed = History.confirmed().standing();

    @Test
    void anUnchangedTargetIsSubmittedToAfterTheIntentIsWritten() {
        Decision decision = Rules.onCheck(confirmed, terms, Script.preflight("Production"), NOW);

        assertThat(decision.next()).isEqualTo(Next.SUBMIT);
        assertThat(decision.after()).isZero();
        assertThat(decision.entry().type()).isEqualTo("submitting");
        assertThat(decision.entry().at()).isEqualTo(NOW);
        assertThat(decision.entry().data()).isEqualTo(Map.of("attempt", "1"));
    }

    @Test
    void attemptsAreCounted() {
        Standing second = History.submitted()
                .and(Entries.ended(EntryType.NOT_TAKEN_OVER, NOW, History.REASON))
                .standing();

        Decision decision = Rules.onCheck(second, terms, Script.preflight("Production"), NOW);

        assertThat(decision.entry().data()).isEqualTo(Map.of("attempt", "2"));
    }

    @Test
    void aConfirmationHoldsUpToItsLastMomentAndNotLonger() {
        assertThat(Rules.beforeCheck(confirmed, terms, EXPIRY)).isNull();
        assertThat(Rules.onCheck(confirmed, terms, Script.preflight("Production"), EXPIRY)
                        .next())
                .isEqualTo(Next.SUBMIT);

        Decision before = Rules.beforeCheck(confirmed, terms, EXPIRY.plusNanos(1));
        Decision after = Rules.onCheck(confirmed, terms, Script.preflight("Production"), EXPIRY.plusNanos(1));

        assertRejected(before, "confirmation-expired", EXPIRY.toString(), "Assess and confirm again");
        assertThat(after).isEqualTo(before);
    }

    @Test
    void aRequestToCancelComesBeforeEverythingElse() {
        Standing standing = History.confirmed().cancelRequested().standing();

        Decision decision = Rules.beforeCheck(standing, terms, EXPIRY.plusSeconds(1));

        assertThat(decision.next()).isEqualTo(Next.STOP);
        assertThat(decision.entry().type()).isEqualTo("cancelled");
        assertThat(Entries.ending(decision.entry()).message())
                .isEqualTo("Cancelled by carol before anything was sent.");
        assertThat(Entries.ending(decision.entry()).kind()).isEqualTo(Ending.Kind.REQUEST);
        assertThat(Rules.onCheck(standing, terms, Script.preflight("Production"), NOW)
                        .entry()
                        .type())
                .isEqualTo("cancelled");
    }

    @Test
    void aChangedTargetIsRejectedWithTheChangeNamed() {
        Decision decision = Rules.onCheck(confirmed, terms, Script.preflight("Staging"), NOW);

        assertRejected(
                decision,
                "changed-since-assessment",
                "the target's name was 'Production' and is 'Staging'",
                "Nothing was sent");
    }

    @Test
    void allChangesOfSourceAndTargetAreNamed() {
        Preflight now = seen(Map.of("status", "Failed"), Map.of("name", "Production", "memory", "2GB"));

        Decision decision = Rules.onCheck(confirmed, terms, now, NOW);

        assertRejected(
                decision,
                "changed-since-assessment",
                "the source's status was 'Completed' and is 'Failed'",
                "the target's memory was absent and is '2GB'",
                "the target's status was 'running' and is absent");
    }

    @Test
    void aBlockingFindingRejectsWithItsOwnCodeAndWords() {
        Preflight seen = Script.preflight(
                "Production",
                Finding.warning("cdc", "Consumers must be reset"),
                Finding.blocking("target-busy", "It is busy."),
                Finding.blocking("other", "Other."));

        assertRejected(Rules.onCheck(confirmed, terms, seen, NOW), "target-busy", "It is busy.");
    }

    @Test
    void aChangeIsNamedRatherThanWhatItLeadsTo() {
        Preflight seen = Script.preflight("Staging", Finding.blocking("target-busy", "It is busy."));

        assertRejected(Rules.onCheck(confirmed, terms, seen, NOW), "changed-since-assessment", "Staging");
    }

    @Test
    void aTargetThatWasProtectedMeanwhileIsNotOverwritten() {
        TargetView now = terms.target();
        Preflight seen = new Preflight(
                terms.source(),
                new TargetView(now.name(), now.description(), now.fingerprint(), Exposure.PROTECTED),
                List.of());

        assertRejected(Rules.onCheck(confirmed, terms, seen, NOW), "changed-since-assessment", "protected now");
    }

    @Test
    void warningsStopNothing() {
        Preflight seen = Script.preflight("Production", Finding.warning("cdc", "Consumers must be reset"));

        assertThat(Rules.onCheck(confirmed, terms, seen, NOW).next()).isEqualTo(Next.SUBMIT);
    }

    @Test
    void whatIsNotInTheFingerprintMayChange() {
        Preflight seen = new Preflight(
                new SourceView(
                        "other words",
                        Script.RESTORE_POINT.plus(Duration.ofHours(1)),
                        terms.source().fingerprint()),
                new TargetView("other name", "other words", terms.target().fingerprint(), Exposure.OVERWRITTEN),
                List.of());

        assertThat(Rules.onCheck(confirmed, terms, seen, NOW).next()).isEqualTo(Next.SUBMIT);
    }

    private static Preflight seen(Map<String, String> source, Map<String, String> target) {
        return new Preflight(
                new SourceView("a snapshot", Script.RESTORE_POINT, Fingerprint.of(source)),
                new TargetView("Production", "Production", Fingerprint.of(target), Exposure.OVERWRITTEN),
                List.of());
    }

    private static void assertRejected(Decision decision, String code, String... words) {
        assertThat(decision.next()).isEqualTo(Next.STOP);
        assertThat(decision.entry().type()).isEqualTo("rejected");
        Ending ending = Entries.ending(decision.entry());
        assertThat(ending.code()).isEqualTo(code);
        assertThat(ending.kind()).isEqualTo(Ending.Kind.REQUEST);
        assertThat(ending.message()).contains(words);
    }
}
