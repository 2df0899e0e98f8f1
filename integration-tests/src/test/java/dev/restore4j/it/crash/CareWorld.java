package dev.restore4j.it.crash;

import dev.restore4j.event.Aftermath;
import dev.restore4j.event.RestoreHook;
import dev.restore4j.testkit.FakeAura;
import dev.restore4j.testkit.FakeInstance;
import dev.restore4j.testkit.model.FakeSnapshot;
import dev.restore4j.testkit.model.OperationTimes;
import dev.restore4j.testkit.model.Overwrite;
import dev.restore4j.testkit.model.Quirk;
import dev.restore4j.testkit.model.Quirks;
import dev.restore4j.verify.Check;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A world of its own for each crash, always the same; what the user's own steps did in it survives every process. */
final class CareWorld implements AutoCloseable {

    static final String DESTROYED = "the destroyed data";

    final FakeAura aura;
    final FakeInstance target;
    final FakeSnapshot snapshot;

    final Steps restored = new Steps();
    final Steps verified = new Steps();
    final Steps failed = new Steps();

    CareWorld() {
        this(Quirk.RestoreAfterFailure.ACCEPTED);
    }

    CareWorld(Quirk.RestoreAfterFailure afterFailure) {
        // short, so that most boundaries are not one poll like another
        aura = FakeAura.builder()
                .seed(11)
                .operationTimes(OperationTimes.fixed(Duration.ofSeconds(15)))
                .quirks(Quirks.documented()
                        .with(Quirk.StaleRunning.THREE_SECONDS, Quirk.ContentAfterFailure.LOST, afterFailure))
                .build();
        target = aura.addInstance(spec -> spec.name("Production").memory("8GB"));
        snapshot = target.addSnapshot(aura.time().now().minus(Duration.ofHours(4)));
        target.write(DESTROYED);
    }

    /** What a step of the user's was told, each time that it ran. */
    static final class Steps implements RestoreHook {
        private final List<Aftermath> told = new ArrayList<>();

        @Override
        public void run(Aftermath aftermath) {
            told.add(aftermath);
        }

        List<Aftermath> told() {
            return told;
        }
    }

    Check isRestored() {
        return aura.contentIs(snapshot.content());
    }

    Check isSomethingElse() {
        return aura.contentIs("what was never in that snapshot");
    }

    /** {@return what clients did that cannot be taken back, from the snapshot that the user named} */
    List<Overwrite> restores() {
        return aura.overwrites().stream()
                .filter(Overwrite::byClient)
                .filter(act ->
                        act.sourceSnapshot().filter(snapshot.id()::equals).isPresent())
                .toList();
    }

    /** {@return all else that clients did and that cannot be taken back} */
    List<Overwrite> rollbacks() {
        return aura.overwrites().stream()
                .filter(Overwrite::byClient)
                .filter(act ->
                        act.sourceSnapshot().filter(snapshot.id()::equals).isEmpty())
                .toList();
    }

    /** {@return the snapshots on demand: only clients ask for such} */
    List<FakeSnapshot> safetySnapshots() {
        return target.snapshots().stream()
                .filter(taken -> taken.profile().equals("AdHoc"))
                .toList();
    }

    @Override
    public void close() {
        aura.close();
    }
}
