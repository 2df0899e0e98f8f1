package dev.restore4j.verify;

import dev.restore4j.time.TimeSource;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What a check may know of the restore that it looks at. */
public interface CheckContext {

    /** {@return the operation's id} */
    String operation();

    /** {@return the target's reference, such as {@code aura:2f49c2b3}, or that of the instance that was created} */
    String target();

    /** {@return where the target serves Bolt, where its service said so} */
    Optional<URI> connection();

    /** {@return the time to which the restore went back} */
    Instant restorePoint();

    /** {@return how long this check may still take; zero when its time is over} */
    Duration left();

    /** {@return the time to wait on} */
    TimeSource time();

    /** {@return what this operation's checks have written down, in this process or a former one} */
    Notes notes();
}
