package dev.restore4j.engine;

import dev.restore4j.engine.Terms.Consent;
import dev.restore4j.engine.Terms.PlanIdentity;
import dev.restore4j.journal.Journal;
import dev.restore4j.journal.JournalLog;
import dev.restore4j.operation.Finding;
import dev.restore4j.operation.OperationId;
import dev.restore4j.operation.RestoreState;
import dev.restore4j.spi.TargetView;
import dev.restore4j.spi.TargetView.Exposure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the journal has behind a new operation: what was submitted for its target, and what was tried under its name, or else by
 * the same unnamed plan, and did nothing. Sets, since which was the last is the clock's word: where that was set back, it is the
 * wrong one.
 *
 * <p>A try that did nothing does not count any more once a person has typed a confirmation after it.
 */
public final class Past {

    /** The code of the warning that a person must confirm. */
    public static final String CONFIRM_IN_PERSON = "confirm-in-person";

    /** The codes of ends because source or target had changed: of a file and of a dump, while it was prepared. */
    private static final Set<String> CHANGED = Set.of(Rules.CHANGED, "file-changed", "dump-changed");

    private final Set<OperationId> submitted;
    private final List<JournalLog> inVain;
    private final PlanIdentity plan;

    private Past(Set<OperationId> submitted, List<JournalLog> inVain, PlanIdentity plan) {
        this.submitted = Set.copyOf(submitted);
        this.inVain = List.copyOf(inVain);
        this.plan = plan;
    }

    /**
     * {@return what there is behind a plan now}
     *
     * @param journal the journal
     * @param name the plan's name, or null
     * @param plan what identifies the plan
     */
    public static Past of(Journal journal, @Nullable String name, PlanIdentity plan) {
        Set<OperationId> submitted = new HashSet<>();
        List<JournalLog> tried = new ArrayList<>();
        Set<OperationId> answered = new HashSet<>();
        for (JournalLog log : journal.list()) {
            boolean here = log.operation().target().equals(plan.targetReference());
            if (here && Standing.of(log).submission().at() != null) {
                submitted.add(log.operation().id());
            }
            if (isOf(log, name, plan)) {
                answered.addAll(Precedents.terms(log).consent().answers());
                if (!log.holdsName()) {
                    tried.add(log);
                }
            }
        }
        tried.removeIf(log -> answered.contains(log.operation().id()));
        return new Past(submitted, tried, plan);
    }

    private static boolean isOf(JournalLog log, @Nullable String name, PlanIdentity plan) {
        if (name != null) {
            return name.equals(log.operation().name());
        }
        return log.operation().name() == null
                && Precedents.terms(log).plan().digest().equals(plan.digest());
    }

    /** {@return what was submitted for the target} */
    public Set<OperationId> submitted() {
        return submitted;
    }

    /** {@return what was tried and did nothing: a person who confirms now answers it} */
    public Set<OperationId> inVain() {
        return inVain.stream().map(log -> log.operation().id()).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * {@return whether a program may not confirm by itself}
     *
     * <p>It may while what was confirmed first is still valid. Later, or after somebody cancelled it or something changed, what
     * was written since is at stake, and a program that is only started again must not decide that.
     *
     * @param now the time
     */
    public boolean takesAPerson(Instant now) {
        return inVain.stream().anyMatch(log -> hasLapsed(log, now));
    }

    private static boolean hasLapsed(JournalLog log, Instant now) {
        Standing standing = Standing.of(log);
        Consent given = Precedents.terms(log).consent();
        return standing.state() == RestoreState.CANCELLED
                || CHANGED.contains(standing.ending().code())
                || Consent.objection(given.assessedAt(), given.expiresAt(), now) != null;
    }

    /**
     * {@return what there is to say of what was tried; empty where nothing was}
     *
     * @param target the target as seen
     * @param now the time
     */
    public Optional<Finding> finding(TargetView target, Instant now) {
        return inVain.stream()
                .max(Comparator.comparing((JournalLog log) -> hasLapsed(log, now))
                        .thenComparing(log -> log.entries().get(0).at()))
                .map(log -> finding(log, target, now));
    }

    private Finding finding(JournalLog log, TargetView target, Instant now) {
        Standing standing = Standing.of(log);
        boolean same = Precedents.terms(log).plan().digest().equals(plan.digest());
        String before = "Operation " + log.operation().id()
                + (same ? " was to do this before" : " had this name before, for another restore,") + " and ended as "
                + standing.state() + ", having done nothing: "
                + standing.ending().message();
        if (!takesAPerson(now)) {
            return Finding.warning("tried-before", before + " What is confirmed now is another one.");
        }
        String why = target.exposure() == Exposure.NEW
                ? " A program that is started again must not do later what was not done then:"
                : " A program that is started again must not overwrite what was written since:";
        return Finding.warning(
                CONFIRM_IN_PERSON,
                before + why + " a person must confirm this one, by typing RESTORE and " + target.name()
                        + "; or give the plan another name.");
    }

    /** {@return what another process has added since; null where nothing has changed} */
    @Nullable
    String addedSince(Past before, TargetView target) {
        for (OperationId other : submitted) {
            if (!before.submitted.contains(other)) {
                return "Operation " + other + " was submitted for " + target.description()
                        + " since it was assessed. Nothing was sent. Assess and confirm again if it must be overwritten"
                        + " once more.";
            }
        }
        Set<OperationId> known = before.inVain();
        for (JournalLog log : inVain) {
            if (!known.contains(log.operation().id())) {
                Standing standing = Standing.of(log);
                return "Operation " + log.operation().id() + " was begun since this was assessed, and ended as "
                        + standing.state() + ": " + standing.ending().message()
                        + " Nothing was sent. Assess and confirm again if it is still wanted.";
            }
        }
        return null;
    }
}
