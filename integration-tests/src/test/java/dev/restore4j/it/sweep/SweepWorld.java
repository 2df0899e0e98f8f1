package dev.restore4j.it.sweep;

import dev.restore4j.RestorePlan;
import dev.restore4j.aura.AuraClient;
import dev.restore4j.aura.AuraClientBuilder;
import dev.restore4j.aura.NewInstance;
import dev.restore4j.catalog.Snapshot;
import dev.restore4j.error.RestoreException;
import dev.restore4j.it.sweep.SweepCare.Extra;
import dev.restore4j.journal.Journal;
import dev.restore4j.operation.RestoreResult;
import dev.restore4j.operation.RestoreState;
import dev.restore4j.testkit.FakeAura;
import dev.restore4j.testkit.FakeInstance;
import dev.restore4j.testkit.crash.Crash;
import dev.restore4j.testkit.fault.FaultMix;
import dev.restore4j.testkit.model.FakeSnapshot;
import dev.restore4j.testkit.model.Overwrite;
import dev.restore4j.testkit.model.Quirk;
import dev.restore4j.testkit.model.Quirks;
import dev.restore4j.time.TimeSource;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Random;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** One seed's world: an Aura with drawn properties and faults, and a user who restores there until an end is reached. */
public final class SweepWorld implements AutoCloseable {

    /** How often the user starts the program again after an error that is no end, before giving up. */
    private static final int STARTS = 40;

    private static final String DESTROYED = "destroyed";

    final long seed;
    final Quirks quirks;
    public final FakeAura aura;
    final FakeInstance source;
    final FakeInstance target;
    final FakeSnapshot snapshot;
    final Way way;
    final SweepCare care;
    private final String targetAtFirst;

    /** What the user restores into. */
    public enum Way {
        IN_PLACE,
        OVERWRITE,
        NEW_INSTANCE
    }

    public SweepWorld(long seed, FaultMix mix) {
        this(seed, mix, SweepCare.none());
    }

    public SweepWorld(long seed, FaultMix mix, SweepCare care) {
        this.seed = seed;
        this.care = care;
        this.way = Way.values()[new Random(seed).nextInt(Way.values().length)];
        Quirks drawn = Quirks.seeded(seed);
        // drawn evenly, two thirds of all restores could not be seen, and would end as unknown
        this.quirks = seed % 4 == 0 ? drawn : drawn.with(Quirk.RestoreVisibility.SHOWN);
        this.aura = FakeAura.builder().seed(seed).quirks(quirks).build();
        this.source = aura.addInstance(spec -> spec.name("Source").memory("8GB"));
        this.source.write("good");
        this.snapshot = source.addSnapshot(aura.time().now().minus(Duration.ofHours(4)));
        this.source.write(DESTROYED);
        this.target = aura.addInstance(spec -> spec.name("Target").memory("8GB"));
        this.targetAtFirst = target.content();
        aura.faults().mix(mix);
        care.prepare(this);
    }

    String contentAtFirst(FakeInstance instance) {
        return instance.id().equals(source.id()) ? DESTROYED : targetAtFirst;
    }

    String overwrittenInstance() {
        return overwritten().id();
    }

    FakeInstance overwritten() {
        return way == Way.OVERWRITE ? target : source;
    }

    /** {@return whether it takes back what the plan did} Only the plan's own safety snapshots are on demand here. */
    boolean isRollback(Overwrite act) {
        return act.byClient()
                && care.has(Extra.ROLLBACK)
                && overwritten().snapshots().stream()
                        .filter(taken -> taken.profile().equals("AdHoc"))
                        .anyMatch(taken ->
                                act.sourceSnapshot().filter(taken.id()::equals).isPresent());
    }

    /** What the user holds in the end. */
    public record End(
            RestoreState state,
            @Nullable RestoreResult result,
            @Nullable RestoreException error,
            int starts) {}

    /**
     * What a process of the user's runs on.
     *
     * @param journal what it sees of the disk
     * @param http how it reaches Aura
     * @param time its clock
     * @param downtime how long it is down after a crash, until the program is started again
     */
    public record Machine(Journal journal, HttpClient http, TimeSource time, Duration downtime) {}

    /** Starts the program again and again, as a user would, until it reports an end or that nobody can tell, or patience ends. */
    End restore(Journal journal, HttpClient http, URI base) throws InterruptedException {
        return restore(start -> new Machine(journal, http, aura.time(), Duration.ZERO), base);
    }

    /**
     * The same, each start in a process of its own.
     *
     * @param machines the machine of each start, counted from 1
     * @param base where Aura is
     * @return what the user holds in the end
     */
    public End restore(IntFunction<Machine> machines, URI base) throws InterruptedException {
        RestoreException last = null;
        for (int start = 1; start <= STARTS; start++) {
            Machine machine = machines.apply(start);
            try {
                RestoreResult result = program(machine, base, start);
                return new End(result.state(), result, null, start);
            } catch (Crash e) {
                aura.time().sleep(machine.downtime());
            } catch (RestoreException e) {
                if (e.state().isEnd() || e.state() == RestoreState.OUTCOME_UNKNOWN) {
                    return new End(e.state(), e.result().orElse(null), e, start);
                }
                if (e instanceof dev.restore4j.error.RestoreRejectedException) {
                    return new End(RestoreState.REJECTED, null, e, start);
                }
                last = e;
                aura.time().sleep(Duration.ofSeconds(30));
            }
        }
        return new End(last == null ? RestoreState.PLANNED : last.state(), null, last, STARTS);
    }

    private RestoreResult program(Machine machine, URI base, int start) {
        AuraClientBuilder builder = AuraClient.builder()
                .baseUrl(base)
                .credentials(aura.clientId(), aura.clientSecret())
                .httpClient(machine.http())
                .time(machine.time())
                .random(new Random(seed * 31 + start))
                .journal(machine.journal());
        try (AuraClient client = builder.build()) {
            Snapshot from = client.instance(source.id()).snapshots().get(snapshot.id());
            RestorePlan plan = care.around(RestorePlan.from(from).named("sweep-" + seed), this);
            plan = switch (way) {
                case IN_PLACE -> plan;
                case OVERWRITE -> plan.into(client.instance(target.id()));
                case NEW_INSTANCE -> {
                    NewInstance created = client.newInstance("sweep").credentialsTo(credentials -> {});
                    yield care.has(Extra.REHEARSAL) ? plan.rehearsal(created) : plan.into(created);
                }
            };
            return plan.confirm().execute();
        }
    }

    @Override
    public void close() {
        aura.close();
    }

    @Override
    public String toString() {
        return "seed " + seed + ", " + way;
    }
}
