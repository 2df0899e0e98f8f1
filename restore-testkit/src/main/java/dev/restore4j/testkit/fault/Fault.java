package dev.restore4j.testkit.fault;

import dev.restore4j.testkit.model.Answers;
import dev.restore4j.testkit.model.Endpoint;
import dev.restore4j.testkit.model.Quirk;
import dev.restore4j.testkit.model.Twist;
import dev.restore4j.testkit.wire.AuraAnswer;
import dev.restore4j.testkit.wire.Delivery;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * One thing that goes wrong with one request. Immutable.
 *
 * <p>"Before the work" means that Aura has not done what was asked; "after the work", that it has, and that the client
 * cannot tell.
 */
public final class Fault {

    private static final Set<Endpoint> ALL = EnumSet.allOf(Endpoint.class);
    private static final Set<Endpoint> AUTHENTICATED = authenticated();
    private static final Set<Endpoint> REPLACING =
            EnumSet.of(Endpoint.RESTORE, Endpoint.OVERWRITE, Endpoint.IMPORT_COMPLETE);
    private static final Set<Endpoint> STATING_A_STATUS = EnumSet.of(
            Endpoint.GET_INSTANCE,
            Endpoint.PATCH_INSTANCE,
            Endpoint.PAUSE,
            Endpoint.RESUME,
            Endpoint.GET_SNAPSHOT,
            Endpoint.RESTORE,
            Endpoint.OVERWRITE,
            Endpoint.IMPORT_STATUS);
    private static final Set<Endpoint> STARTING = EnumSet.of(
            Endpoint.RESTORE,
            Endpoint.OVERWRITE,
            Endpoint.CREATE_INSTANCE,
            Endpoint.CREATE_SNAPSHOT,
            Endpoint.IMPORT_COMPLETE);
    private static final Set<Endpoint> TAKING = EnumSet.of(Endpoint.CREATE_SNAPSHOT);
    private static final Set<Endpoint> OF_AN_INSTANCE = EnumSet.of(
            Endpoint.GET_INSTANCE,
            Endpoint.LIST_SNAPSHOTS,
            Endpoint.GET_SNAPSHOT,
            Endpoint.RESTORE,
            Endpoint.OVERWRITE,
            Endpoint.IMPORT_COMPLETE);

    private final String name;
    private final Set<Endpoint> endpoints;
    private final Set<Endpoint> reach;
    private final Change change;

    Fault(String name, Set<Endpoint> endpoints, Change change) {
        this(name, endpoints, endpoints, change);
    }

    private Fault(String name, Set<Endpoint> endpoints, Set<Endpoint> reach, Change change) {
        this.name = name;
        this.endpoints = endpoints;
        this.reach = reach;
        this.change = change;
    }

    /** {@return 401 before the work} */
    public static Fault unauthorized() {
        return refusal("401", AUTHENTICATED, now -> Answers.gateway(401, "Unauthorized"));
    }

    /** {@return 403 before the work, as for an expired token} */
    public static Fault tokenExpired() {
        return refusal("403", AUTHENTICATED, now -> Answers.gateway(403, "The token has expired"));
    }

    /** {@return 429 before the work, without {@code Retry-After}} */
    public static Fault tooManyRequests() {
        return refusal("429", ALL, now -> Answers.gateway(429, "Too many requests"));
    }

    /**
     * 429 before the work, with {@code Retry-After} in seconds.
     *
     * @param retryAfter when to come back; whole seconds
     * @return the fault
     */
    public static Fault tooManyRequests(Duration retryAfter) {
        String seconds = String.valueOf(retryAfter.toSeconds());
        return refusal(
                "429 in seconds",
                ALL,
                now -> Answers.gateway(429, "Too many requests").withHeader("Retry-After", seconds));
    }

    /**
     * 429 before the work, with {@code Retry-After} as a date.
     *
     * @param retryAfter when to come back; whole seconds
     * @return the fault
     */
    public static Fault tooManyRequestsUntil(Duration retryAfter) {
        return refusal(
                "429 until",
                ALL,
                now -> Answers.gateway(429, "Too many requests")
                        .withHeader(
                                "Retry-After",
                                DateTimeFormatter.RFC_1123_DATE_TIME.format(
                                        now.plus(retryAfter).atOffset(ZoneOffset.UTC))));
    }

    /**
     * A service's error before the work.
     *
     * @param status for example 500
     * @return the fault
     */
    public static Fault serverError(int status) {
        return refusal(String.valueOf(status), ALL, now -> Answers.error(status, "server-err", "Something went wrong"));
    }

    /**
     * The gateway's error before the work: {@code {"error":…}}.
     *
     * @param status for example 502
     * @return the fault
     */
    public static Fault gatewayError(int status) {
        return refusal("gateway " + status, ALL, now -> Answers.gateway(status, "The service did not answer"));
    }

    /**
     * A server's error after the work.
     *
     * @param status for example 504
     * @return the fault
     */
    public static Fault serverErrorAfterWork(int status) {
        return afterwards(status + " after work", ALL, answer -> Answers.gateway(status, "The service did not answer"));
    }

    /** {@return nothing arrives; before the work} */
    public static Fault stall() {
        return refusal("stall", ALL, now -> undelivered(Delivery.Mode.STALLED));
    }

    /** {@return nothing arrives; after the work} */
    public static Fault stallAfterWork() {
        return delivered("stall after work", Delivery.Mode.STALLED);
    }

    /** {@return the headers and half of the body arrive, then nothing; after the work} */
    public static Fault stallInBody() {
        return delivered("stall in body", Delivery.Mode.STALLED_IN_BODY);
    }

    /** {@return the connection is refused; nothing was sent. Over HTTP it is reset instead} */
    public static Fault connectRefused() {
        return refusal("connect refused", ALL, now -> undelivered(Delivery.Mode.REFUSED));
    }

    /** {@return the connection is reset; before the work} */
    public static Fault reset() {
        return refusal("reset", ALL, now -> undelivered(Delivery.Mode.RESET));
    }

    /** {@return the connection is reset; after the work} */
    public static Fault answerLost() {
        return delivered("answer lost", Delivery.Mode.RESET);
    }

    /** {@return the connection ends in the middle of the body; after the work} */
    public static Fault cutShort() {
        return delivered("cut short", Delivery.Mode.CUT_SHORT);
    }

    /** {@return a page of HTML under the usual status; after the work} */
    public static Fault notJson() {
        return afterwards(
                "not JSON",
                ALL,
                answer ->
                        answer.withBody("<html><body>It works!</body></html>").withHeader("Content-Type", "text/html"));
    }

    /** {@return a body that never ends; after the work} */
    public static Fault endlessBody() {
        return delivered("endless body", Delivery.Mode.ENDLESS);
    }

    /** {@return valid JSON of 2 MiB; after the work} */
    public static Fault hugeBody() {
        return afterwards("huge body", ALL, answer -> {
            String body = answer.body();
            String start = body.substring(0, Math.max(0, body.lastIndexOf('}')));
            return answer.withBody(start + ",\"padding\":\"" + "x".repeat(2 * 1024 * 1024) + "\"}");
        });
    }

    /**
     * Another word for the status of an instance.
     *
     * @param word for example one that nobody knows
     * @return the fault
     */
    public static Fault unknownStatus(String word) {
        return new Fault(
                "status " + word,
                EnumSet.of(Endpoint.GET_INSTANCE),
                STATING_A_STATUS,
                new Change.Afterwards(answer -> answer.withBody(
                        answer.body().replaceFirst("\"([Ss]tatus)\":\"[^\"]*\"", "\"$1\":\"" + word + "\""))));
    }

    /** {@return 404 for an instance that is there} */
    public static Fault notFoundBlip() {
        return refusal(
                "404 blip",
                EnumSet.of(Endpoint.GET_INSTANCE, Endpoint.GET_SNAPSHOT),
                now -> Answers.error(404, "db-not-found", "DB not found"));
    }

    /**
     * After this restore, overwrite or import was accepted, GET goes on saying {@code running}.
     *
     * @param length for how long
     * @return the fault
     */
    public static Fault staleRunning(Duration length) {
        return new Fault("stale for " + length, REPLACING, new Change.During(Twist.stale(length)));
    }

    /** {@return what this request starts ends in {@code loading failed}; a snapshot ends as {@code Failed}} */
    public static Fault loadingFailed() {
        return new Fault("loading failed", STARTING, new Change.During(Twist.failure()));
    }

    /** {@return this snapshot on demand is begun, and ends as {@code Failed}} */
    public static Fault snapshotFailed() {
        return new Fault("snapshot failed", TAKING, new Change.During(Twist.failure()));
    }

    /**
     * This snapshot on demand takes another time than usual.
     *
     * @param length from its acceptance to its end
     * @return the fault
     */
    public static Fault slowSnapshot(Duration length) {
        return new Fault("snapshot takes " + length, TAKING, new Change.During(Twist.length(length)));
    }

    /** {@return 402 {@code quota-exceeded} to a snapshot on demand, before the work} */
    public static Fault snapshotQuotaExceeded() {
        return refusal("402", TAKING, now -> Answers.error(402, "quota-exceeded", "No more snapshots on demand"));
    }

    /** {@return 409 {@code snapshot-not-allowed} to a snapshot on demand, before the work, as while another is taken} */
    public static Fault snapshotNotAllowed() {
        return refusal(
                "409 snapshot", TAKING, now -> Answers.error(409, "snapshot-not-allowed", "A snapshot is being taken"));
    }

    /** {@return this restore or overwrite takes two seconds and nothing but {@code running} is ever said} */
    public static Fault statesSkipped() {
        Twist twist = Twist.visibility(Quirk.RestoreVisibility.TOO_FAST_TO_SEE);
        return new Fault("states skipped", REPLACING, new Change.During(twist));
    }

    /** {@return this restore or overwrite takes its time, and nothing but {@code running} is ever said} */
    public static Fault statesHidden() {
        return new Fault(
                "states hidden", REPLACING, new Change.During(Twist.visibility(Quirk.RestoreVisibility.HIDDEN)));
    }

    /** {@return just before this request someone else restores the instance's newest snapshot} */
    public static Fault someoneElseRestores() {
        return new Fault("someone else restores", OF_AN_INSTANCE, new Change.SomeoneElseFirst());
    }

    /**
     * The days of this list of snapshots begin at another time.
     *
     * @param shift how much later than in UTC
     * @return the fault
     */
    public static Fault dayBorderShifted(Duration shift) {
        return new Fault(
                "days shifted by " + shift,
                EnumSet.of(Endpoint.LIST_SNAPSHOTS),
                new Change.During(Twist.dayShift(shift)));
    }

    /** {@return what to write in a transcript} */
    @Override
    public String toString() {
        return name;
    }

    /**
     * Whether it makes sense for an endpoint.
     *
     * @param endpoint which
     * @return whether a draw may put it there
     */
    public boolean suits(Endpoint endpoint) {
        return endpoints.contains(endpoint);
    }

    /** Whether it changes anything where a rule puts it; a refusal is one anywhere. */
    boolean worksOn(Endpoint endpoint) {
        return reach.contains(endpoint);
    }

    /**
     * The answer in place of the model's. For whoever drives the model.
     *
     * @param now the time
     * @return the answer; empty when the work is to be done
     */
    public Optional<AuraAnswer> insteadOfWork(Instant now) {
        return change instanceof Change.Instead instead
                ? Optional.of(instead.answer().apply(now))
                : Optional.empty();
    }

    /** {@return how the work changes. For whoever drives the model} */
    public Twist twist() {
        return change instanceof Change.During during ? during.twist() : Twist.NONE;
    }

    /** {@return whether someone else acts first. For whoever drives the model} */
    public boolean letsSomeoneElseActFirst() {
        return change instanceof Change.SomeoneElseFirst;
    }

    /**
     * What becomes of the model's answer. For whoever drives the model.
     *
     * @param answer the model's
     * @return what the client gets
     */
    public AuraAnswer afterWork(AuraAnswer answer) {
        return change instanceof Change.Afterwards afterwards
                ? afterwards.answer().apply(answer)
                : answer;
    }

    private static Set<Endpoint> authenticated() {
        Set<Endpoint> all = EnumSet.allOf(Endpoint.class);
        all.removeIf(endpoint -> endpoint == Endpoint.TOKEN || endpoint.isConsole());
        return all;
    }

    private static Fault refusal(String name, Set<Endpoint> endpoints, Function<Instant, AuraAnswer> answer) {
        return new Fault(name, endpoints, ALL, new Change.Instead(answer));
    }

    private static Fault afterwards(String name, Set<Endpoint> endpoints, UnaryOperator<AuraAnswer> answer) {
        return new Fault(name, endpoints, new Change.Afterwards(answer));
    }

    private static Fault delivered(String name, Delivery.Mode mode) {
        return afterwards(
                name,
                ALL,
                answer -> answer.withDelivery(new Delivery(mode, answer.body().length() / 2)));
    }

    private static AuraAnswer undelivered(Delivery.Mode mode) {
        return AuraAnswer.json(0, "").withDelivery(Delivery.of(mode));
    }
}
