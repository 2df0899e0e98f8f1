package dev.restore4j.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restore4j.operation.Overwritten;
import dev.restore4j.operation.Proof;
import dev.restore4j.operation.RestoreState;
import dev.restore4j.operation.SafetySnapshot;
import dev.restore4j.operation.SafetySnapshot.Otherwise;
import dev.restore4j.operation.Verification;
import dev.restore4j.spi.TargetView.Exposure;
import dev.restore4j.verify.Marker.Sighting;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What may be known of the last request of a {@link RandomWalk}, from its intent on. */
final class WalkFacts {

    boolean mayBeTaken;
    boolean accepted;
    boolean sawChange;
    boolean sawByName;
    boolean attested;
    boolean ready;

    @Nullable
    Sighting sighting;

    Verification.Status found = Verification.Status.NOT_VERIFIED;

    /** Holds what is about to be overwritten against what was to be kept. */
    void mustBeKept(Standing standing, Terms terms) {
        SafetySnapshot safety = terms.care().safety();
        assertThat(safety == null || standing.safety().isSettled())
                .as("what it has is kept, or nothing is")
                .isTrue();
        assertThat(safety == null
                        || safety.otherwise() == Otherwise.GO_ON
                        || standing.safety().isKept())
                .as("nothing is overwritten without")
                .isTrue();
    }

    /** Holds what the journal says against what is true; {@return whether it says that the restore took place} */
    boolean hold(Standing standing, Terms terms, List<RestoreState> states) {
        boolean proven = standing.proof() != null;
        switch (standing.state()) {
            case VERIFYING -> completed(standing);
            case COMPLETED, VERIFICATION_FAILED -> looked(standing, terms, states);
            case REJECTED, CANCELLED -> assertThat(mayBeTaken).isFalse();
            case FAILED -> assertThat(accepted || sawChange || attested).isTrue();
            case CONFIRMED, PREPARING, SAFEGUARDING -> assertThat(mayBeTaken).isFalse();
            default -> assertThat(standing.overwritten(Exposure.OVERWRITTEN)).isNotEqualTo(Overwritten.NO);
        }
        assertThat(standing.attempts()).isLessThanOrEqualTo(Rules.ATTEMPTS);
        return proven;
    }

    private void looked(Standing standing, Terms terms, List<RestoreState> states) {
        completed(standing);
        assertThat(standing.verification().status())
                .isIn(found, Verification.Status.NOT_VERIFIED); // a person may have ended it
        assertThat(standing.state() == RestoreState.VERIFICATION_FAILED)
                .isEqualTo(standing.verification().status() == Verification.Status.FAILED);
        assertThat(states.contains(RestoreState.VERIFYING))
                .as("the data was looked at, or left to somebody")
                .isEqualTo(terms.care().wantsLooking());
    }

    private void completed(Standing standing) {
        assertThat(ready).as("it runs").isTrue();
        assertThat(mayBeTaken).as("it was sent").isTrue();
        boolean holds = switch (standing.proof()) {
            case ACCEPTED_AND_SEEN -> accepted && (sawChange || sawByName);
            case SEEN_ONLY -> !accepted && sawChange;
            case FOUND_BY_NAME -> !accepted && sawByName;
            case ATTESTED -> attested;
            case MARKER_GONE -> sighting == Sighting.GONE;
        };
        assertThat(holds).as("the proof " + standing.proof()).isTrue();
        assertThat(sighting == Sighting.THERE && standing.proof() != Proof.ATTESTED)
                .as("it is over while the data was last seen to be the old one")
                .isFalse();
    }
}
