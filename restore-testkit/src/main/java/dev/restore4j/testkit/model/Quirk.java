package dev.restore4j.testkit.model;

import java.time.Duration;

/**
 * A property of Aura that nobody outside has seen, or that was seen in two ways. Each is an enum; its first constant is
 * what the documentation says, or else the likelier guess. A client that is right under all of them needs no luck.
 *
 * @see Quirks
 */
public sealed interface Quirk {

    /** The status in the body of the 202 to a restore. The specification shows restoring; a live test met both. */
    enum RestoreAnswer implements Quirk {
        /** The body says restoring, or overwriting. */
        SAYS_RESTORING,
        /** The body says running. */
        SAYS_RUNNING
    }

    /**
     * For how long a GET goes on saying {@code running} after the 202, or {@code loading failed} where an earlier restore
     * ended so. Both were seen by several clients; the length is unknown.
     */
    enum StaleRunning implements Quirk {
        /** The first GET shows the new status. */
        NOT_AT_ALL(0),
        /** Shorter than a usual poll. */
        THREE_SECONDS(3),
        /** Longer than a usual poll. */
        TWENTY_SECONDS(20),
        /** Longer than most clients are patient. */
        A_MINUTE(60);

        private final int seconds;

        StaleRunning(int seconds) {
            this.seconds = seconds;
        }

        /** {@return for how long} */
        public Duration length() {
            return Duration.ofSeconds(seconds);
        }
    }

    /** The words shown while data is replaced. {@code loading} was seen where restoring was expected. */
    enum RestoreWords implements Quirk {
        /** Restoring or overwriting, as the enumeration has it. */
        RESTORING,
        /** Loading all the time. */
        LOADING,
        /** Two words, half of the time each. */
        RESTORING_THEN_LOADING,
        /** Updating all the time. */
        UPDATING
    }

    /** Whether polling can see that data is being replaced. */
    enum RestoreVisibility implements Quirk {
        /** The words are shown until the end. */
        SHOWN,
        /** Two seconds, in which nothing but {@code running} is shown. */
        TOO_FAST_TO_SEE,
        /** The usual time, in which nothing but {@code running} is shown. Not known of Aura; the worst that could be. */
        HIDDEN
    }

    /** What a restore of a paused instance answers: nobody has tried. */
    enum PausedTarget implements Quirk {
        /** 409 {@code instance-action-unavailable}. */
        ACTION_UNAVAILABLE,
        /** 409 {@code ongoing-database-operation}. */
        ONGOING_OPERATION,
        /** 400. */
        BAD_REQUEST,
        /** 202, and it runs afterwards. */
        ACCEPTED
    }

    /** Whether a differential snapshot restores: the documentation says both. */
    enum Differential implements Quirk {
        /** As any other. */
        RESTORES,
        /** 409. */
        REFUSED_WITH_409,
        /** 400. */
        REFUSED_WITH_400
    }

    /** What the restore of a snapshot that is not complete answers: unknown. */
    enum IncompleteSnapshot implements Quirk {
        /** 409. */
        REFUSED_WITH_409,
        /** 404, as if it did not exist. */
        REFUSED_WITH_404,
        /** 400. */
        REFUSED_WITH_400
    }

    /** Whether a snapshot under way keeps a restore from being accepted: unknown. */
    enum SnapshotUnderWay implements Quirk {
        /** 409 until it is completed. */
        BLOCKS_RESTORE,
        /** 202. */
        ALLOWS_RESTORE
    }

    /** The content of an instance whose restore ended in {@code loading failed}: unknown. */
    enum ContentAfterFailure implements Quirk {
        /** Nothing was replaced. */
        AS_BEFORE,
        /** Neither the old nor the new content. */
        LOST
    }

    /** Whether an instance that says {@code loading failed} can be restored again, in place or by an overwrite: nobody has tried. */
    enum RestoreAfterFailure implements Quirk {
        /** 202. */
        ACCEPTED,
        /** 409 {@code instance-action-unavailable}. */
        REFUSED_WITH_409
    }

    /** When an import of somebody who has not consented to losing the present data is refused: 409 is known of both. */
    enum ConsentAsked implements Quirk {
        /** Before anything is sent. */
        AT_AUTH,
        /** When everything has been sent. */
        AT_COMPLETE
    }

    /** What the second announcement of the same archive gives: neo4j-admin is prepared for both. */
    enum RepeatedUpload implements Quirk {
        /** The same object: AWS has addresses from the first part that is missing, GCP refuses to replace a whole object with 403. */
        GOES_ON,
        /** Another object. */
        STARTS_ANEW,
        /** The same object: AWS has addresses for the parts that are missing, and for no other. */
        GOES_ON_WITH_MISSING,
        /** The same object: AWS has as many addresses as parts are missing, and always those of the last ones. */
        GOES_ON_WITH_LAST
    }

    /** The reason in a 409 for a busy instance: seen for pause, inferred for restore. */
    enum ConflictReason implements Quirk {
        /** {@code ongoing-database-operation}. */
        ONGOING_DATABASE_OPERATION,
        /** An empty text. */
        EMPTY
    }

    /** What a source snapshot that cannot be exported answers: unknown but for the wording. */
    enum NotExportable implements Quirk {
        /** 400. */
        REFUSED_WITH_400,
        /** 409. */
        REFUSED_WITH_409
    }

    /** Whether DELETE is accepted while data is replaced: the specification says no, a live test yes. */
    enum DeleteDuringRestore implements Quirk {
        /** 202; the restore is abandoned. */
        ACCEPTED,
        /** 409. */
        REFUSED_WITH_409
    }

    /** Where the day of a list of snapshots begins: UTC is an inference. */
    enum DayBorder implements Quirk {
        /** At midnight in UTC. */
        UTC(0),
        /** At eight in the morning in UTC. */
        EIGHT_HOURS_LATER(8),
        /** At half past six of the evening before in UTC. */
        FIVE_AND_A_HALF_HOURS_EARLIER(-5.5);

        private final double hours;

        DayBorder(double hours) {
            this.hours = hours;
        }

        Duration shift() {
            return Duration.ofMinutes((long) (hours * 60));
        }
    }

    /** The order of a list of snapshots: not stated. */
    enum SnapshotOrder implements Quirk {
        /** The newest first. */
        NEWEST_FIRST,
        /** The oldest first. */
        OLDEST_FIRST,
        /** Sorted by id, which says nothing about time. */
        BY_ID
    }

    /** Snapshot ids: UUIDs were seen, time stamps with colons are in the specification's examples. */
    enum SnapshotIds implements Quirk {
        /** A UUID of version 4. */
        UUIDS,
        /** The time of the snapshot, with {@code -adhoc} for those on demand. */
        TIME_STAMPS
    }

    /** The field {@code exportable}: in bodies, but not in the schema. */
    enum ExportableField implements Quirk {
        /** True or false. */
        PRESENT,
        /** Not there. */
        ABSENT,
        /** There, and null. */
        NULL
    }

    /** Whether a snapshot runs by itself right after an instance was created: seen once. */
    enum InitialSnapshot implements Quirk {
        /** A scheduled snapshot starts when the instance runs. */
        TAKEN,
        /** None. */
        NOT_TAKEN
    }

    /** For how long a GET of a new instance answers 404: clients allow for it. */
    enum CreateBlip implements Quirk {
        /** It is found at once. */
        NOT_AT_ALL(0),
        /** It is found after half a minute. */
        THIRTY_SECONDS(30);

        private final int seconds;

        CreateBlip(int seconds) {
            this.seconds = seconds;
        }

        Duration length() {
            return Duration.ofSeconds(seconds);
        }
    }

    /** What a deleted instance answers: 410 is handled by one client. */
    enum Deleted implements Quirk {
        /** 404 {@code db-not-found}. */
        NOT_FOUND,
        /** 410 {@code db-already-deleted}. */
        GONE
    }

    /** The 202 to a resize: an empty object in the specification, a whole instance live. */
    enum ResizeAnswer implements Quirk {
        /** The whole instance. */
        INSTANCE,
        /** An empty object, without {@code data}. */
        EMPTY_OBJECT
    }

    /** The word shown while an instance is resized: {@code resizing} is in no enumeration and was seen. */
    enum ResizeWord implements Quirk {
        /** Updating. */
        UPDATING,
        /** Resizing. */
        RESIZING
    }

    /** Memory and storage of a paused instance: one client met missing values. */
    enum PausedMemory implements Quirk {
        /** Both fields are there. */
        PRESENT,
        /** Neither is there. */
        ABSENT
    }

    /** The connection URL during a restore: it is null while resuming; for restoring nobody says. */
    enum UrlDuringRestore implements Quirk {
        /** It stays. */
        PRESENT,
        /** It is null. */
        NULL
    }

    /** Fields that no specification names. */
    enum UnknownFields implements Quirk {
        /** None. */
        NONE,
        /** Some, nested ones and nulls among them. */
        ADDED
    }

    /** The layout of time stamps: all examples have whole seconds and a Z; one client parses nanoseconds. */
    enum TimeStamps implements Quirk {
        /** {@code 2026-03-01T11:00:00Z}. */
        SECONDS,
        /** {@code 2026-03-01T11:00:00.000000000Z}. */
        NANOSECONDS,
        /** {@code 2026-03-01T11:00:00+00:00}. */
        OFFSET
    }

    /** The spelling of {@code token_type}. */
    enum TokenType implements Quirk {
        /** {@code bearer}. */
        LOWER_CASE,
        /** {@code Bearer}. */
        CAPITALIZED
    }

    /** Whose body a 401, 403 or 429 has: the specification allows both. */
    enum ErrorBody implements Quirk {
        /** The gateway's: {@code {"error":…}}. */
        GATEWAY,
        /** The service's: {@code {"errors":[…]}}. */
        SERVICE
    }

    /** How the limit of requests a minute is counted: not stated. */
    enum RateWindow implements Quirk {
        /** By the minute of the clock. */
        FIXED,
        /** Over the last sixty seconds. */
        SLIDING
    }

    /** What a 429 of the limit says about when to come back: the header is optional and has two forms. */
    enum RetryAfter implements Quirk {
        /** A number of seconds. */
        SECONDS,
        /** A date. */
        HTTP_DATE,
        /** Nothing. */
        NONE
    }

    /** Whether requests for tokens count towards the limit: not stated. */
    enum TokenRequests implements Quirk {
        /** They count. */
        COUNT,
        /** They do not. */
        DO_NOT_COUNT
    }
}
