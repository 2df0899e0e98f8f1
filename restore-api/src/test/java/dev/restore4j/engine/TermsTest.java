package dev.restore4j.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restore4j.engine.Terms.Consent;
import dev.restore4j.engine.Terms.PlanIdentity;
import dev.restore4j.engine.Terms.Purpose;
import dev.restore4j.error.JournalException;
import dev.restore4j.operation.Actor;
import dev.restore4j.operation.DataLoss;
import dev.restore4j.operation.RecoveryObjectives;
import dev.restore4j.spi.Fingerprint;
import dev.restore4j.spi.SourceView;
import dev.restore4j.spi.TargetView;
import dev.restore4j.spi.TargetView.Exposure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What was confirmed survives being written and read. */
class TermsTest {

    private static final Instant MOMENT = Instant.parse("2026-03-01T11:00:00.123456789Z");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                " leading and trailing ",
                "",
                "a=b|c.d,e:f;g",
                "\"quoted\" 'and' \\back\\slashed\\",
                "line\nbreak\r\ntab\t nul\u0000 del\u007f",
                "{\"json\":[1,2]}",
                "Größe, 日本語, עברית, 🦊",
                "\u2028\u2029\ufeff\ufffd",
                "source.seen.status",
            })
    void termsSurviveOddCharacters(String odd) {
        Terms terms = terms(odd, Exposure.OVERWRITTEN, new Purpose("DRILL", odd, RecoveryObjectives.none()));

        assertThat(Terms.fromData(terms.toData(), "test:1")).isEqualTo(terms);
    }

    @ParameterizedTest
    @EnumSource
    void termsSurviveEveryExposure(Exposure exposure) {
        Terms terms = terms("x", exposure, new Purpose(null, null, RecoveryObjectives.none()));

        assertThat(Terms.fromData(terms.toData(), "test:1")).isEqualTo(terms);
    }

    @Test
    void termsSurviveEveryKindOfPurpose() {
        RecoveryObjectives rpo = RecoveryObjectives.rpo(Duration.ofMillis(1));
        RecoveryObjectives rto = RecoveryObjectives.none().rto(Duration.ofDays(400));
        for (RecoveryObjectives objectives :
                new RecoveryObjectives[] {RecoveryObjectives.none(), rpo, rto, rpo.rto(Duration.ofHours(1))}) {
            Terms terms = terms("x", Exposure.NEW, new Purpose("OTHER", null, objectives));

            assertThat(Terms.fromData(terms.toData(), "test:1").purpose()).isEqualTo(terms.purpose());
        }
    }

    @Test
    void theKeysAreTheseForEver() {
        Terms terms = terms(
                "x",
                Exposure.OVERWRITTEN,
                new Purpose(
                        "DRILL",
                        "note",
                        RecoveryObjectives.rpo(Duration.ofHours(4)).rto(Duration.ofHours(1))));

        assertThat(terms.toData())
                .containsExactlyEntriesOf(new TreeMap<>(Map.ofEntries(
                        Map.entry("plan.digest", "digest x"),
                        Map.entry("plan.route", "route x"),
                        Map.entry("source.reference", "source x"),
                        Map.entry("source.description", "description x"),
                        Map.entry("source.restorePoint", MOMENT.toString()),
                        Map.entry("source.seen.x", "x"),
                        Map.entry("target.name", "name x"),
                        Map.entry("target.description", "target x"),
                        Map.entry("target.exposure", "OVERWRITTEN"),
                        Map.entry("target.seen.status", "x"),
                        Map.entry("target.seen.x.y", "z"),
                        Map.entry("consent.requestedBy", "ann"),
                        Map.entry("consent.confirmedBy", "bob"),
                        Map.entry("consent.assessedAt", "2026-03-01T15:00:00Z"),
                        Map.entry("consent.expiresAt", "2026-03-01T15:15:00Z"),
                        Map.entry("purpose.reason", "DRILL"),
                        Map.entry("purpose.note", "note"),
                        Map.entry("purpose.rpo", "PT4H"),
                        Map.entry("purpose.rto", "PT1H"))));
    }

    @Test
    void aMissingDetailIsRefusedByName() {
        Map<String, String> whole = terms("x", Exposure.NEW, new Purpose(null, null, RecoveryObjectives.none()))
                .toData();
        int refused = 0;
        for (String key : whole.keySet()) {
            Map<String, String> data = new TreeMap<>(whole);
            data.remove(key);
            if (!key.contains(".seen.")) {
                refused++;
                assertThatThrownBy(() -> Terms.fromData(data, "test:1"))
                        .isInstanceOf(JournalException.class)
                        .hasMessageContaining("'" + key + "'");
            }
        }
        assertThat(refused).isEqualTo(12);
    }

    @Test
    void aWordOfANewerVersionIsRefusedByItsKey() {
        for (String key : List.of(
                "source.origin", "target.exposure", "target.condition", "care.rollback", "care.safety.otherwise")) {
            Map<String, String> data =
                    new TreeMap<>(terms("x", Exposure.NEW, new Purpose(null, null, RecoveryObjectives.none()))
                            .toData());
            data.put("care.safety.limit", "PT1H");
            data.put(key, "NEVER_HEARD_OF");

            assertThatThrownBy(() -> Terms.fromData(data, "test:1"))
                    .isInstanceOf(JournalException.class)
                    .hasMessageContainingAll("'" + key + "'", "'NEVER_HEARD_OF'", "Use the version that wrote it");
        }
    }

    @Test
    void nothingIsLostWhereTheTargetIsNew() {
        Purpose purpose = new Purpose(null, null, RecoveryObjectives.none());

        Standing sent = History.accepted().standing();

        assertThat(terms("x", Exposure.NEW, purpose).dataLoss(sent)).isNull();
        assertThat(terms("x", Exposure.PROTECTED, purpose)
                        .dataLoss(History.confirmed().standing()))
                .as("nothing was sent")
                .isNull();
        assertThat(terms("x", Exposure.PROTECTED, purpose).dataLoss(sent))
                .isEqualTo(new DataLoss(MOMENT, History.SUBMITTED_AT));
    }

    private static Terms terms(String odd, Exposure exposure, Purpose purpose) {
        return new Terms(
                new PlanIdentity("digest " + odd, "route " + odd, "source " + odd, "test:1"),
                new SourceView("description " + odd, MOMENT, Fingerprint.of(Map.of(odd, odd))),
                new TargetView(
                        "name " + odd, "target " + odd, Fingerprint.of(Map.of("status", odd, "x.y", "z")), exposure),
                new Consent(
                        Actor.named("ann"),
                        Actor.named("bob"),
                        History.CONFIRMED_AT,
                        History.CONFIRMED_AT.plus(Duration.ofMinutes(15))),
                purpose);
    }
}
