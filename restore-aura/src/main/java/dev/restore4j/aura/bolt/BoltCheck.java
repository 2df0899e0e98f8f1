package dev.restore4j.aura.bolt;

import dev.restore4j.verify.Check;
import dev.restore4j.verify.CheckContext;
import dev.restore4j.verify.CheckLevel;
import dev.restore4j.verify.CheckPlace;
import dev.restore4j.verify.CheckSubject;
import dev.restore4j.verify.Verdict;

/** A look with a driver that is opened for it and closed after it. Thread-safe as far as the look is. */
final class BoltCheck implements Check {

    private final Kind kind;
    private final Access access;
    private final Look look;

    BoltCheck(Kind kind, Access access, Look look) {
        this.kind = kind;
        this.access = access;
        this.look = look;
    }

    /** What is known of it before it looks. */
    record Kind(String name, CheckLevel level, CheckSubject subject) {}

    /** What is done with the driver. */
    @FunctionalInterface
    interface Look {

        Verdict look(Visit visit, CheckContext context) throws InterruptedException;

        /** {@return what a failure means; by default, that it could not be looked at} */
        default Verdict failed(DriverFailure failure) {
            return failure.inconclusive();
        }
    }

    @Override
    public String name() {
        return kind.name();
    }

    @Override
    public CheckLevel level() {
        return kind.level();
    }

    @Override
    public CheckSubject subject() {
        return kind.subject();
    }

    @Override
    public CheckPlace place() {
        return access.place();
    }

    @Override
    public Verdict look(CheckContext context) throws InterruptedException {
        if (context.left().isZero() || context.left().isNegative()) {
            return Verdict.inconclusive("There was no time left for it.");
        }
        try (Visit visit = new Visit(access.open(context), access.database(), context.left())) {
            return look.look(visit, context);
        } catch (RuntimeException e) {
            if (Thread.interrupted()) {
                InterruptedException interrupted = new InterruptedException("interrupted while looking over Bolt");
                interrupted.initCause(e);
                throw interrupted;
            }
            return look.failed(DriverFailure.of(e));
        }
    }

    @Override
    public String toString() {
        return kind.name() + " over " + access;
    }
}
