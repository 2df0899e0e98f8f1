package dev.restore4j.aura;

import dev.restore4j.spi.Safeguard.Condition;
import dev.restore4j.spi.Urgency;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Finds the snapshot that was begun on demand (profile {@code AdHoc}) since a moment, by the time stamp that Aura states.
 *
 * <p>The moment is of our clock and the time stamp of Aura's, which states whole seconds. So a snapshot with a time stamp at
 * or after the moment counts first, the oldest of them; and only where there is none, the newest of the thirty seconds before
 * it. More tolerance would be the greater harm: a snapshot that somebody else took earlier lacks what was written since, while
 * one that is missed only leads to another one. One that failed counts only where there is no other.
 *
 * <p>Where Aura's day begins is not documented. So all days are read from the one before the moment's to the one after today,
 * in UTC; and never more than the last seven before today.
 */
final class SnapshotSearch {

    private static final String ON_DEMAND = "AdHoc";
    private static final Duration TOLERANCE = Duration.ofSeconds(30);
    private static final int DAYS_BACK = 7;

    private static final Comparator<AuraSnapshot> OLDEST_FIRST =
            Comparator.comparing(AuraSnapshot::timestamp).thenComparing(AuraSnapshot::id);

    private final AuraAccount account;
    private final String instance;

    SnapshotSearch(AuraAccount account, String instance) {
        this.account = account;
        this.instance = instance;
    }

    Optional<AuraSnapshot> since(Instant moment, Urgency urgency) throws InterruptedException {
        List<AuraSnapshot> onDemand = read(moment, urgency).stream()
                .filter(snapshot -> snapshot.profile().equalsIgnoreCase(ON_DEMAND))
                .filter(snapshot -> !snapshot.timestamp().isBefore(moment.minus(TOLERANCE)))
                .sorted(OLDEST_FIRST)
                .toList();
        Predicate<AuraSnapshot> failed = snapshot -> InstanceSafeguard.condition(snapshot) == Condition.FAILED;
        List<AuraSnapshot> fit = onDemand.stream().filter(failed.negate()).toList();
        return first(fit, moment).or(() -> first(onDemand, moment));
    }

    private static Optional<AuraSnapshot> first(List<AuraSnapshot> oldestFirst, Instant moment) {
        return oldestFirst.stream()
                .filter(snapshot -> !snapshot.timestamp().isBefore(moment))
                .findFirst()
                .or(() -> oldestFirst.stream().reduce((older, newer) -> newer));
    }

    private List<AuraSnapshot> read(Instant moment, Urgency urgency) throws InterruptedException {
        LocalDate today = day(account.environment().time().now());
        LocalDate earliest = today.minusDays(DAYS_BACK);
        LocalDate from = day(moment.minus(TOLERANCE)).minusDays(1);
        List<AuraSnapshot> found = new ArrayList<>();
        for (LocalDate day = from.isBefore(earliest) ? earliest : from;
                !day.isAfter(today.plusDays(1));
                day = day.plusDays(1)) {
            Reading reading = account.read(ApiCall.snapshots(instance, day), urgency);
            if (!reading.isMissing()) {
                found.addAll(AuraSnapshots.listed(account, instance, day, reading));
            }
        }
        return found;
    }

    private static LocalDate day(Instant instant) {
        return LocalDate.ofInstant(instant, ZoneOffset.UTC);
    }
}
