package dev.restore4j.it.confirm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.restore4j.Assessment;
import dev.restore4j.RestorePlan;
import dev.restore4j.aura.AuraClient;
import dev.restore4j.error.RestoreRejectedException;
import dev.restore4j.it.fixture.Production;
import dev.restore4j.it.fixture.Way;
import dev.restore4j.journal.FileJournal;
import dev.restore4j.journal.Journal;
import dev.restore4j.operation.RestoreResult;
import dev.restore4j.testkit.model.AuraModel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One replica assesses, and another one confirms what the first has seen. */
class AssessmentTokenTest {

    @TempDir
    Path directory;

    private final Production production = Production.create();

    @AfterEach
    void close() {
        production.close();
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void anotherReplicaConfirmsWhatThisOneHasSeen(Way way) {
        production.run(() -> {
            Assessment seen = plan(way, replica()).assess();
            String token = seen.toToken();
            Assessment there = plan(way, replica()).assess(token);
            assertThat(there.assessedAt()).isEqualTo(seen.assessedAt());
            assertThat(there.expiresAt()).isEqualTo(seen.expiresAt());
            there.confirm().execute();
        });
        assertThat(production.acts()).hasSize(1);
    }

    @Test
    void theReplicasNeedNotShareTheirJournal() {
        production.run(() -> {
            String token = plan(Way.IN_PLACE, production.client()).assess().toToken();
            plan(Way.IN_PLACE, production.client()).assess(token).confirm().execute();
        });
        production.assertRestoredOnce();
    }

    @Test
    void aTokenIsOneLineWithoutSecrets() {
        String token = token();
        assertThat(token)
                .matches("[A-Za-z0-9._-]+")
                .hasSizeLessThan(500)
                .doesNotContain(AuraModel.SECRET_MARKER, AuraModel.TOKEN_MARKER);
        String body =
                new String(java.util.Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]), StandardCharsets.UTF_8);
        assertThat(body).doesNotContain(AuraModel.SECRET_MARKER, AuraModel.TOKEN_MARKER);
    }

    static Stream<Named<Consumer<Production>>> changes() {
        return Stream.of(
                Named.of("renamed", production -> production.instance().rename("Something else")),
                Named.of("resized", production -> production.instance().resize("16GB")),
                Named.of("paused", production -> production.instance().pause()),
                Named.of("recreated", production -> production.instance().recreate()),
                Named.of("replaced", production -> production.instance().replace()),
                Named.of(
                        "snapshot gone",
                        production -> production
                                .instance()
                                .deleteSnapshot(production.snapshot().id())));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void afterAChangeATokenIsRefused(Consumer<Production> change) {
        production.run(() -> {
            RestorePlan plan = plan(Way.IN_PLACE, replica());
            String token = plan.assess().toToken();
            change.accept(production);
            RestoreRejectedException e = catchThrowableOfType(RestoreRejectedException.class, () -> plan.assess(token));
            assertThat(e.code()).isIn("changed-since-assessment", "unknown-instance", "unknown-snapshot");
        });
        assertThat(production.posts()).isEmpty();
    }

    /** The target looks as before, but another operation has overwritten it since. */
    @Test
    void afterAnotherRestoreATokenIsRefused() {
        production.run(() -> {
            RestorePlan mine = plan(Way.IN_PLACE, replica()).named("mine");
            Assessment seen = mine.assess();
            plan(Way.IN_PLACE, replica()).named("yours").confirm().execute();
            assertThat(production.time().now()).isBefore(seen.expiresAt());
            RestoreRejectedException e =
                    catchThrowableOfType(RestoreRejectedException.class, () -> mine.assess(seen.toToken()));
            assertThat(e.code()).isEqualTo("changed-since-assessment");
        });
        assertThat(production.posts()).hasSize(1);
    }

    @Test
    void twoReplicasWithOneTokenAreOneOperation() {
        production.run(() -> {
            String token = plan(Way.IN_PLACE, replica()).assess().toToken();
            RestoreResult first =
                    plan(Way.IN_PLACE, replica()).assess(token).confirm().execute();
            RestoreResult second =
                    plan(Way.IN_PLACE, replica()).assess(token).confirm().execute();
            assertThat(second.id()).isEqualTo(first.id());
        });
        assertThat(production.posts()).hasSize(1);
    }

    @Test
    void aTokenHoldsAsLongAsItsAssessment() throws InterruptedException {
        production.run(() -> {
            RestorePlan plan = plan(Way.IN_PLACE, replica());
            String token = plan.assess().toToken();
            production.time().sleep(Duration.ofSeconds(15 * 60 - 5));
            Assessment late = plan.assess(token);
            production.time().sleep(Duration.ofSeconds(10));
            RestoreRejectedException e = catchThrowableOfType(RestoreRejectedException.class, () -> plan.assess(token));
            assertThat(e.code()).isEqualTo("confirmation-expired");
            RestoreRejectedException later = catchThrowableOfType(
                    RestoreRejectedException.class, () -> late.confirm().execute());
            assertThat(later.code()).isEqualTo("confirmation-expired");
        });
        production.assertNothingSent();
    }

    @Test
    void aTokenOfAnotherPlanIsRefused() {
        production.run(() -> {
            AuraClient client = replica();
            String token = plan(Way.OVERWRITE, client).assess().toToken();
            for (Way way : List.of(Way.IN_PLACE, Way.NEW_INSTANCE)) {
                RestoreRejectedException e = catchThrowableOfType(
                        RestoreRejectedException.class, () -> plan(way, client).assess(token));
                assertThat(e.code()).isEqualTo("another-plan");
            }
        });
        production.assertNothingSent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "r4j1.", "r4j1..", "r4j1.e30.0", "r4j2.e30.0", "r4j1.%%%.0", "{}", "RESTORE"})
    void whatIsNoTokenIsSaidToBeNone(String text) {
        production.run(() -> {
            RestorePlan plan = plan(Way.IN_PLACE, replica());
            assertThatThrownBy(() -> plan.assess(text))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("no assessment token");
        });
        production.assertNothingSent();
    }

    @Test
    void aTokenThatWasCutOrChangedAnywhereIsSaidToBeNone() {
        production.run(() -> {
            RestorePlan plan = plan(Way.IN_PLACE, replica());
            String token = plan.assess().toToken();
            for (int i = 0; i < token.length(); i++) {
                String cut = token.substring(0, i);
                char other = token.charAt(i) == 'A' ? 'B' : 'A';
                String changed = cut + other + token.substring(i + 1);
                assertThatThrownBy(() -> plan.assess(cut)).isInstanceOf(IllegalArgumentException.class);
                assertThatThrownBy(() -> plan.assess(changed)).isInstanceOf(IllegalArgumentException.class);
            }
        });
        production.assertNothingSent();
    }

    private String token() {
        return production
                .aura()
                .virtualTime()
                .run(() -> plan(Way.IN_PLACE, replica()).assess().toToken());
    }

    private RestorePlan plan(Way way, AuraClient client) {
        return way.plan(production, client).named("INC-4711");
    }

    private AuraClient replica() {
        Journal journal = FileJournal.at(directory.resolve("state"));
        return production.client(journal);
    }
}
