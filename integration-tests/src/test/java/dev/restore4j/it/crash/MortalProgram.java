package dev.restore4j.it.crash;

import dev.restore4j.RestorePlan;
import dev.restore4j.aura.AuraClient;
import dev.restore4j.aura.AuraClientBuilder;
import dev.restore4j.catalog.Snapshot;
import dev.restore4j.error.RestoreException;
import dev.restore4j.journal.Journal;
import dev.restore4j.operation.RestoreResult;
import dev.restore4j.operation.RestoreState;
import dev.restore4j.testkit.FakeAura;
import dev.restore4j.testkit.crash.Crash;
import dev.restore4j.testkit.crash.Lifetime;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * The program of a user, as one process runs it: find the snapshot, confirm, execute. What it has in memory is gone with
 * the process; the journal's storage and Aura are not.
 *
 * @param aura the world's Aura
 * @param disk the journal's storage
 * @param task what the user wrote
 */
record MortalProgram(FakeAura aura, Journal disk, Task task) {

    /** What the user wrote. */
    interface Task {
        RestorePlan plan(AuraClient client, Snapshot snapshot);

        /** The id of the instance and of the snapshot. */
        String[] ids();
    }

    /** How a process ended. */
    record End(@Nullable RestoreResult result, @Nullable RestoreException error, boolean killed) {

        RestoreState state() {
            if (result != null) {
                return result.state();
            }
            return Optional.ofNullable(error).map(RestoreException::state).orElse(RestoreState.PLANNED);
        }
    }

    /** Runs the program in a new process. */
    End run(Lifetime life) {
        AuraClientBuilder builder = AuraClient.builder()
                .baseUrl(aura.baseUri())
                .credentials(aura.clientId(), aura.clientSecret())
                .httpClient(life.http(aura.httpClient()))
                .time(life.time(aura.time()))
                .random(new Random(7))
                .journal(life.journal(disk));
        try (AuraClient client = builder.build()) {
            Snapshot snapshot = client.instance(task.ids()[0]).snapshots().get(task.ids()[1]);
            RestoreResult result = task.plan(client, snapshot).confirm().execute();
            // what was printed before the kill was printed; a dead process prints nothing
            return life.isOver() ? new End(null, null, true) : new End(result, null, false);
        } catch (Crash e) {
            return new End(null, null, true);
        } catch (RestoreException e) {
            return life.isOver() ? new End(null, null, true) : new End(null, e, false);
        }
    }
}
