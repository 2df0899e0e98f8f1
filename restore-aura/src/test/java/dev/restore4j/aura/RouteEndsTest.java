package dev.restore4j.aura;

import static dev.restore4j.aura.Routes.SID;
import static dev.restore4j.aura.Routes.SOURCE;
import static dev.restore4j.aura.Routes.TARGET;
import static dev.restore4j.aura.ScriptedApi.data;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restore4j.catalog.Snapshot;
import dev.restore4j.error.RestoreRejectedException;
import dev.restore4j.operation.OperationId;
import dev.restore4j.spi.Evidence;
import dev.restore4j.spi.Look;
import dev.restore4j.spi.Observation;
import dev.restore4j.spi.RestoreEnvironment;
import dev.restore4j.spi.RestoreRoute;
import dev.restore4j.spi.RestoreTarget;
import dev.restore4j.spi.Urgency;
import dev.restore4j.spi.Urgency.Rank;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the routes from a snapshot begin and end, and where there is none. */
class RouteEndsTest {

    private final ScriptedApi api = Routes.api();
    private final AuraClientBuilder builder = api.builder();

    private RestoreRoute inPlace() {
        return Routes.inPlace(builder.build());
    }

    private RestoreRoute overwrite() {
        return Routes.overwrite(builder.build());
    }

    @Test
    void theFirstReadOfACheckWaitsItsTurnAndTheOthersFollowAtOnce() throws InterruptedException {
        api.time.run(() -> {
            assertThat(SnapshotRoute.onceBegun(Urgency.of(Rank.CHECK)).rank()).isEqualTo(Rank.SUBMISSION);
            assertThat(SnapshotRoute.onceBegun(Urgency.of(Rank.INTERACTIVE)).rank())
                    .isEqualTo(Rank.INTERACTIVE);
        });
    }

    /** What proves one way to restore may be somebody's other way. */
    @ParameterizedTest
    @CsvSource({"restoring,RESTORE,SOMETHING", "overwriting,SOMETHING,RESTORE", "loading,RESTORE,RESTORE"})
    void theTargetOfARouteReadsItsWords(String word, Evidence inPlaceEvidence, Evidence overwriteEvidence)
            throws InterruptedException {
        Look look = new Look(new OperationId("0123456789abcdef"), null, Urgency.of(Rank.WATCH));
        api.time.run(() -> {
            RestoreTarget mine = inPlace().target();
            RestoreTarget other = overwrite().target();
            api.instanceIs(SOURCE, "status", word).instanceIs(TARGET, "status", word);
            assertThat(mine.observe(look).evidence()).isEqualTo(inPlaceEvidence);
            assertThat(other.observe(look).evidence()).isEqualTo(overwriteEvidence);
        });
    }

    @Test
    void aSnapshotThatIsGoneIsNamed() {
        api.time.run(() -> {
            RestoreRoute route = inPlace();
            api.on("GET /v1/instances/2f49c2b3/snapshots/3e5e6e27", ScriptedApi.error(404, "snapshot-not-found", "No"));
            api.hasNoSnapshots(SOURCE);
            assertThatThrownBy(() -> route.look(Urgency.of(Rank.INTERACTIVE)))
                    .isInstanceOfSatisfying(
                            RestoreRejectedException.class,
                            error -> assertThat(error.code()).isEqualTo("unknown-snapshot"))
                    .hasMessageContaining(SID);
        });
    }

    @Test
    void aTargetThatIsGoneIsNamed() {
        api.on("GET /v1/instances", data(200, "[{\"id\":\"2f49c2b3\",\"name\":\"Production\"}]"));
        api.time.run(() -> {
            RestoreRoute route = overwrite();
            api.on("GET /v1/instances/00000002", ScriptedApi.error(404, "db-not-found", "No"));
            assertThatThrownBy(() -> route.look(Urgency.of(Rank.INTERACTIVE)))
                    .isInstanceOfSatisfying(
                            RestoreRejectedException.class,
                            error -> assertThat(error.code()).isEqualTo("unknown-instance"))
                    .hasMessageContaining(TARGET)
                    .hasMessageContaining("2f49c2b3 'Production'");
        });
    }

    @Test
    void noRouteBetweenTwoCredentialsOrTwoApis() {
        AuraClient other = api.builder().credentials("client-8", "s").build();
        AuraClient elsewhere = api.builder()
                .baseUrl(java.net.URI.create("https://api-staging.neo4j.io"))
                .build();
        AuraClient twin = api.builder().build();
        api.time.run(() -> {
            Snapshot snapshot = Routes.snapshot(builder.build());
            for (AuraClient stranger : List.of(other, elsewhere)) {
                RestoreTarget target = stranger.target("aura:00000002").orElseThrow();
                NewInstance fresh = stranger.newInstance("x").credentialsTo(credentials -> {});
                for (RestoreTarget each : List.of(target, fresh)) {
                    assertThatThrownBy(() -> snapshot.to(each))
                            .isInstanceOfSatisfying(
                                    RestoreRejectedException.class,
                                    error -> assertThat(error.code()).isEqualTo("two-credentials"));
                }
            }
            assertThat(snapshot.to(twin.target("aura:00000002").orElseThrow()).kind())
                    .isEqualTo("snapshot-overwrite");
        });
    }

    @Test
    void noRouteIntoAStrangersTarget() {
        RestoreTarget stranger = new RestoreTarget() {
            @Override
            public String reference() {
                return "admin:neo4j";
            }

            @Override
            public RestoreEnvironment environment() {
                throw new UnsupportedOperationException();
            }

            @Override
            public Observation observe(Look look) {
                throw new UnsupportedOperationException();
            }
        };
        api.time.run(() -> {
            Snapshot snapshot = Routes.snapshot(builder.build());
            assertThatThrownBy(() -> snapshot.to(stranger))
                    .isInstanceOfSatisfying(
                            RestoreRejectedException.class,
                            error -> assertThat(error.code()).isEqualTo("no-route"))
                    .hasMessageContaining("admin:neo4j");
        });
    }
}
