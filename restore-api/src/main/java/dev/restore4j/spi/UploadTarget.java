package dev.restore4j.spi;

import dev.restore4j.operation.DatabaseLogin;
import dev.restore4j.operation.Finding;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A target that takes an archive of a database, with the user and password of its own database: that is how Aura's import lets
 * somebody in. Bound to the client it came from; thread-safe.
 */
public interface UploadTarget extends RestoreTarget {

    /**
     * Looks at it as something to upload to. Sends reads only.
     *
     * @param urgency how urgent the reads are
     * @return what was seen, and what was found
     * @throws dev.restore4j.error.RestoreException as {@link #observe}; a target that does not exist is a
     *     {@link dev.restore4j.error.RestoreRejectedException}
     * @throws InterruptedException if the thread was interrupted
     */
    Sight sight(Urgency urgency) throws InterruptedException;

    /**
     * {@return the login of its database; asked for at each use}
     *
     * @throws dev.restore4j.error.AccessException if it cannot be read
     */
    DatabaseLogin login();

    /**
     * Shows the login to the service that takes uploads, with the consent to overwrite, as an upload itself begins. It overwrites
     * nothing.
     *
     * @throws dev.restore4j.error.AccessException if the login is wrong, or not an administrator's
     * @throws dev.restore4j.error.RestoreRejectedException if the service does not know the database, or refuses the consent
     * @throws dev.restore4j.error.UnavailableException if nothing could be found out for now
     * @throws dev.restore4j.error.ProtocolException if the answer makes no sense
     * @throws InterruptedException if the thread was interrupted
     */
    void authenticate() throws InterruptedException;

    /**
     * A target as it was seen.
     *
     * @param view the target
     * @param findings blocking ones and warnings
     * @param address where it serves Bolt, strictly of one of Aura's own forms, from which uploaders derive where to send; null
     *     where it has none such, of which a blocking finding tells
     * @param database the database's id, where the address names an instance instead of it; or null
     * @param since when it was read
     */
    record Sight(
            TargetView view,
            List<Finding> findings,
            @Nullable URI address,
            @Nullable String database,
            Instant since) {

        /**
         * Copies the findings.
         *
         * @param view the target
         * @param findings blocking ones and warnings
         * @param address where it serves Bolt, strictly of one of Aura's own forms, from which uploaders derive where to send; null where it has none such, of which a blocking finding tells
         * @param database the database's id, where the address names an instance instead of it; or null
         * @param since when it was read
         */
        public Sight {
            Objects.requireNonNull(view, "view");
            findings = List.copyOf(findings);
            Objects.requireNonNull(since, "since");
        }
    }
}
