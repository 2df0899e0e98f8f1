package dev.restore4j.engine;

import dev.restore4j.engine.Follow.Moment;
import dev.restore4j.error.RestoreException;
import dev.restore4j.operation.Proof;
import dev.restore4j.operation.Verification;
import dev.restore4j.spi.Look;
import dev.restore4j.spi.Urgency;
import dev.restore4j.verify.CheckResult;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is done when the target runs again: the program's steps, the looking, and what comes before the end. */
final class Aftercare {

    private final Job job;
    private final Ledger ledger;
    private final Reporter reporter;
    private final Nap nap;
    private final Limited limited;
    private @Nullable Vigil vigil;

    Aftercare(Job job, Ledger ledger, Reporter reporter, Nap nap, Limited limited) {
        this.job = job;
        this.ledger = ledger;
        this.reporter = reporter;
        this.nap = nap;
        this.limited = limited;
    }

    /** {@return who goes on looking, or null} */
    @Nullable
    Vigil vigil() {
        return vigil;
    }

    /** Looks at the data, after the steps that come first. It is one action: a process that dies in it does it again. */
    Decision verify() throws InterruptedException {
        Standing standing = ledger.standing();
        new HookRunner(job, ledger, limited).run(Moment.RESTORED, conclusion().aftermath(standing));
        CheckRunner runner = new CheckRunner(job.habits().follow().inspection(), scene(standing), limited, nap);
        List<CheckResult> results = runner.run(reporter::checked);
        if (!job.habits().follow().vigil().isZero()) {
            vigil = new Vigil(job, runner, reporter, nap);
        }
        Proof proof = Objects.requireNonNull(standing.proof(), "a restore is looked at when it is proven");
        return Decision.stop(Entries.verified(job.environment().time().now(), proof, Verification.of(results)));
    }

    /** Does what the plan wants before the end that is certain is written. */
    Decision conclude() throws InterruptedException {
        return conclusion().step();
    }

    private Conclusion conclusion() {
        return new Conclusion(job, ledger, reporter, nap, limited);
    }

    private CheckScene scene(Standing standing) throws InterruptedException {
        String created = standing.submission().created();
        return new CheckScene(
                job.id(),
                created == null ? job.target().reference() : job.target().referenceOf(created),
                connection(created),
                job.terms().source().restorePoint(),
                job.environment().time());
    }

    private @Nullable URI connection(@Nullable String created) throws InterruptedException {
        try {
            return job.target()
                    .connection(new Look(job.id(), created, Urgency.of(Urgency.Rank.CHECK)))
                    .orElse(null);
        } catch (RestoreException e) {
            reporter.warn("connection-unknown", "Where the target serves Bolt could not be read: " + e.getMessage());
            return null;
        }
    }
}
