package dev.restore4j.aura.bolt;

import dev.restore4j.verify.Verdict;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.exceptions.AuthenticationException;
import org.neo4j.driver.exceptions.AuthorizationExpiredException;
import org.neo4j.driver.exceptions.DiscoveryException;
import org.neo4j.driver.exceptions.Neo4jException;
import org.neo4j.driver.exceptions.SecurityException;
import org.neo4j.driver.exceptions.ServiceUnavailableException;
import org.neo4j.driver.exceptions.SessionExpiredException;
import org.neo4j.driver.exceptions.TokenExpiredException;
import org.neo4j.driver.exceptions.TransientException;

/**
 * What an exception of a look means; the only place that knows the driver's exceptions and the server's codes. Words of others are
 * shown only where they come from the server or the driver, which do not repeat credentials; what the caller's own code threw is
 * named by its type alone.
 *
 * @param kind what it means
 * @param text in a sentence
 */
record DriverFailure(Kind kind, String text) {

    private static final int LONGEST = 300;
    private static final int DEEPEST = 6;
    private static final List<String> READ_ONLY = List.of(
            "Neo.ClientError.General.WriteOnReadOnlyAccessDatabase",
            "Neo.ClientError.General.ForbiddenOnReadOnlyDatabase",
            "Neo.ClientError.Cluster.NotALeader");
    private static final List<String> TIMED_OUT = List.of(
            "Neo.ClientError.Transaction.TransactionTimedOut",
            "Neo.ClientError.Transaction.TransactionTimedOutClientConfiguration",
            "Neo.ClientError.Transaction.LockAcquisitionTimeout",
            "Neo.ClientError.Transaction.Terminated",
            "Neo.TransientError.Transaction.Terminated",
            "Neo.TransientError.Transaction.LockClientStopped");

    /** What it means. */
    enum Kind {
        /** Nothing answers, or not as a Neo4j does. */
        UNREACHABLE,
        /** The database is not there, or not up. */
        NO_DATABASE,
        /** The password is not accepted. */
        CREDENTIALS,
        /** The user is known and may not. */
        FORBIDDEN,
        /** Reads are answered, writes are not. */
        READ_ONLY,
        /** The query writes, and was to read. */
        WRITES,
        /** The query is none. */
        BAD_QUERY,
        /** It took longer than there was time. */
        TIMED_OUT,
        /** The server says that it may work later. */
        LATER,
        /** The caller's own settings. */
        SETTINGS,
        /** Anything else. */
        OTHER
    }

    static DriverFailure of(RuntimeException e) {
        if (e instanceof Access.NoAddressException || e instanceof BoltAddress.RefusedException) {
            return new DriverFailure(Kind.SETTINGS, String.valueOf(e.getMessage()));
        }
        if (!(e instanceof Neo4jException failure)) {
            return new DriverFailure(
                    Kind.OTHER, "It could not be looked at: " + e.getClass().getName() + ".");
        }
        Kind kind = kind(failure, failure.code() == null ? "" : failure.code());
        if (kind == Kind.UNREACHABLE) {
            Optional<DriverFailure> reason = within(failure, DEEPEST);
            if (reason.isPresent()) {
                return reason.get();
            }
        }
        return new DriverFailure(kind, prefix(kind) + ": " + words(failure) + ".");
    }

    /** The driver says that no server of a cluster was any good, and hides what each of them said. */
    private static Optional<DriverFailure> within(Throwable e, int depth) {
        if (depth == 0) {
            return Optional.empty();
        }
        return Stream.concat(Stream.ofNullable(e.getCause()), Arrays.stream(e.getSuppressed()))
                .flatMap(inner -> inner instanceof Neo4jException failure && isOfServer(failure)
                        ? Stream.of(of(failure))
                        : within(inner, depth - 1).stream())
                .findFirst();
    }

    private static boolean isOfServer(Neo4jException e) {
        return e.code() != null && e.code().startsWith("Neo.");
    }

    private static Kind kind(Neo4jException e, String code) {
        if (READ_ONLY.contains(code) || hasNoWriter(e)) {
            return Kind.READ_ONLY;
        }
        if (TIMED_OUT.contains(code)) {
            return Kind.TIMED_OUT;
        }
        if (e instanceof AuthenticationException
                || e instanceof AuthorizationExpiredException
                || e instanceof TokenExpiredException
                || code.equals("Neo.ClientError.Security.AuthenticationRateLimit")) {
            return Kind.CREDENTIALS;
        }
        if (code.startsWith("Neo.ClientError.Security.")) {
            return Kind.FORBIDDEN;
        }
        if (e instanceof ServiceUnavailableException
                || e instanceof SessionExpiredException
                || e instanceof DiscoveryException
                || e instanceof SecurityException) {
            // A SecurityException without a code of the server's is a failed handshake.
            return Kind.UNREACHABLE;
        }
        return byCode(e, code);
    }

    private static Kind byCode(Neo4jException e, String code) {
        if (code.startsWith("Neo.ClientError.Database.")
                || code.equals("Neo.TransientError.General.DatabaseUnavailable")) {
            return Kind.NO_DATABASE;
        }
        if (code.equals("Neo.ClientError.Statement.AccessMode")) {
            return Kind.WRITES;
        }
        if (code.startsWith("Neo.ClientError.Statement.") || code.startsWith("Neo.ClientError.Procedure.")) {
            return Kind.BAD_QUERY;
        }
        if (e instanceof TransientException || code.startsWith("Neo.TransientError.")) {
            return Kind.LATER;
        }
        if (code.startsWith("Neo.")) {
            return Kind.OTHER;
        }
        // The driver's own words about a connection that it did not get, or that was no Neo4j's.
        return Kind.UNREACHABLE;
    }

    /** A cluster whose database is read-only names no server for writes. */
    private static boolean hasNoWriter(Neo4jException e) {
        return e instanceof SessionExpiredException
                && e.getMessage() != null
                && e.getMessage().contains("towards WRITE server");
    }

    private static String prefix(Kind kind) {
        return switch (kind) {
            case UNREACHABLE -> "It cannot be reached";
            case NO_DATABASE -> "The database is not available";
            case CREDENTIALS ->
                "The credentials are not accepted; after a restore the old or the new password may hold";
            case FORBIDDEN -> "The user may not do this";
            case READ_ONLY -> "It accepts no writes";
            case WRITES -> "The query writes";
            case BAD_QUERY -> "The query cannot be run";
            case TIMED_OUT -> "It took longer than there was time";
            case LATER -> "The server asks to try later";
            case SETTINGS, OTHER -> "The server refused";
        };
    }

    private static String words(Neo4jException e) {
        String code = e.code() == null || e.code().equals("N/A") ? "" : e.code() + ", ";
        Throwable root = e;
        for (int i = 0; i < DEEPEST && root.getCause() != null; i++) {
            root = root.getCause();
        }
        // The driver does not say so itself.
        String host = root instanceof UnknownHostException ? "unknown host, " : "";
        return code + host + oneLine(e.getMessage());
    }

    private static String oneLine(@Nullable String message) {
        String line = String.valueOf(message).lines().findFirst().orElse("").strip();
        String text = line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
        return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    }

    /** {@return what it means for a look that could not be finished} */
    Verdict inconclusive() {
        Verdict verdict = Verdict.inconclusive(text);
        return switch (kind) {
            case UNREACHABLE, NO_DATABASE, CREDENTIALS, READ_ONLY, LATER -> verdict.orLater();
            case FORBIDDEN, WRITES, BAD_QUERY, TIMED_OUT, SETTINGS, OTHER -> verdict;
        };
    }

    /** {@return what it means where serving is what is looked at: it does not serve} */
    Verdict failed() {
        return Verdict.failed(text, kind.name().toLowerCase(Locale.ROOT)).orLater();
    }
}
