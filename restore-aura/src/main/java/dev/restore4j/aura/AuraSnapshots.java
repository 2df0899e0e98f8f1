package dev.restore4j.aura;

import com.fasterxml.jackson.databind.JsonNode;
import dev.restore4j.catalog.Snapshot;
import dev.restore4j.catalog.Snapshots;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The snapshots of one instance. Immutable; sends nothing until asked for one. */
final class AuraSnapshots implements Snapshots {

    private static final Logger LOG = LoggerFactory.getLogger(AuraClient.class);

    private final AuraAccount account;
    private final String instance;
    private final Wanted wanted;

    private enum Wanted {
        COMPLETED,
        ANY_STATE
    }

    AuraSnapshots(AuraAccount account, String instance) {
        this(account, instance, Wanted.COMPLETED);
    }

    private AuraSnapshots(AuraAccount account, String instance, Wanted wanted) {
        this.account = account;
        this.instance = instance;
        this.wanted = wanted;
    }

    @Override
    public Snapshots inAnyState() {
        return new AuraSnapshots(account, instance, Wanted.ANY_STATE);
    }

    @Override
    public List<Snapshot> on(LocalDate day) {
        Instant from = day.atStartOfDay(ZoneOffset.UTC).toInstant();
        Instant next = day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        return between(from, next.minusNanos(1)).toList();
    }

    @Override
    public Stream<Snapshot> between(Instant from, Instant until) {
        if (from.isAfter(until)) {
            throw new IllegalArgumentException("The span ends (" + until + ") before it begins (" + from + ").");
        }
        SnapshotWalk walk = new SnapshotWalk(this::listed, from, until, now());
        return StreamSupport.stream(
                        Spliterators.spliteratorUnknownSize(walk, Spliterator.ORDERED | Spliterator.NONNULL), false)
                .filter(snapshot ->
                        wanted == Wanted.ANY_STATE || snapshot.status().isCompleted());
    }

    @Override
    public Optional<Snapshot> latest(Period within) {
        Instant now = now();
        return between(back(now, within), now).findFirst();
    }

    @Override
    public Optional<Snapshot> latestBefore(Instant moment, Period within) {
        return between(back(moment, within), moment.minusNanos(1)).findFirst();
    }

    private static Instant back(Instant moment, Period within) {
        if (within.isNegative()) {
            throw new IllegalArgumentException("How far to look back must not be negative: " + within);
        }
        return moment.atOffset(ZoneOffset.UTC).minus(within).toInstant();
    }

    @Override
    public Snapshot get(String id) {
        return Existing.snapshot(account, instance, id);
    }

    private Instant now() {
        return account.environment().time().now();
    }

    /** One day as Aura lists it. A day that has not begun in UTC may be refused, since for Aura it may not exist. */
    private List<AuraSnapshot> listed(LocalDate day) {
        Reading reading = account.readNow(ApiCall.snapshots(instance, day));
        if (reading.isMissing()) {
            Existing.instance(account, instance);
            reading = account.readNow(ApiCall.snapshots(instance, day));
        }
        return listed(account, instance, day, reading);
    }

    /** {@return what an answer lists; nothing where it refuses a day that has not begun} */
    static List<AuraSnapshot> listed(AuraAccount account, String instance, LocalDate day, Reading reading) {
        LocalDate today = LocalDate.ofInstant(account.environment().time().now(), ZoneOffset.UTC);
        boolean notYet = day.isAfter(today);
        return reading.status() / 100 == 4 && notYet ? List.of() : entries(account, instance, reading);
    }

    private static List<AuraSnapshot> entries(AuraAccount account, String instance, Reading reading) {
        List<AuraSnapshot> found = new ArrayList<>();
        for (JsonNode entry : reading.data()) {
            Optional<AuraSnapshot> snapshot = AuraSnapshot.of(account, instance, entry);
            snapshot.ifPresentOrElse(
                    found::add,
                    () -> LOG.warn(
                            "{} listed a snapshot without id, status or time stamp; it is left out [{}]",
                            reading.where(),
                            reading.requestId()));
        }
        return found;
    }
}
