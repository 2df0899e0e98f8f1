package dev.restore4j.testkit.fault;

import dev.restore4j.testkit.model.ConsoleAnswers;
import dev.restore4j.testkit.model.Endpoint;
import dev.restore4j.testkit.model.LoadFailure;
import dev.restore4j.testkit.model.Twist;
import dev.restore4j.testkit.wire.AuraAnswer;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * What goes wrong with the Console's requests of an import, beside what {@link Fault} has for all requests. No
 * {@link FaultMix} has them unless they are added to it.
 */
public final class ImportFault {

    private static final Set<Endpoint> CONSOLE = console();

    private ImportFault() {}

    /** {@return 403 to a login: the user is right, and is no administrator} */
    public static Fault notAdministrator() {
        return refusal(EnumSet.of(Endpoint.IMPORT_AUTH), 403, LoadFailure.of("Not an administrator", "Forbidden"));
    }

    /** {@return 409 to a login, or to a completion where a rule says so: no consent to losing the present data} */
    public static Fault noConsent() {
        LoadFailure why = LoadFailure.of("The database contains data", "NoConsent");
        return refusal(EnumSet.of(Endpoint.IMPORT_AUTH, Endpoint.IMPORT_COMPLETE), 409, why);
    }

    /** {@return 422 to the question whether the archive fits, or to its announcement: it does not} */
    public static Fault tooLarge() {
        LoadFailure why = LoadFailure.of("The archive is too large", "ImportExceedsMaxSize");
        return refusal(EnumSet.of(Endpoint.IMPORT_SIZE, Endpoint.IMPORT_START), 422, why);
    }

    /**
     * A refusal of the Console, before the work.
     *
     * @param status for example 422
     * @param why what it says
     * @return the fault
     */
    public static Fault refused(int status, LoadFailure why) {
        return refusal(CONSOLE, status, why);
    }

    /**
     * The work is done, and the answer has another status than it should.
     *
     * @param status for example 200 where it is 202, or 301
     * @return the fault
     */
    public static Fault answeredWith(int status) {
        return afterwards(
                "answered with " + status,
                CONSOLE,
                answer -> new AuraAnswer(status, answer.headers(), answer.body(), answer.delivery()));
    }

    /**
     * The announcement names another provider of object stores.
     *
     * @param provider for example {@code AZURE}
     * @return the fault
     */
    public static Fault provider(String provider) {
        return announcement("provider " + provider, "$1\"" + provider + "\"");
    }

    /** {@return the announcement names no provider, and none of the addresses} */
    public static Fault noAddresses() {
        return afterwards(
                "no addresses", EnumSet.of(Endpoint.IMPORT_START), answer -> answer.withBody("{\"TotalParts\":1}"));
    }

    /** {@return what this completion starts ends in {@code loading failed}, and the Console does not say why} */
    public static Fault loadingFailed() {
        return during("loading failed unsaid", Twist.failure());
    }

    /**
     * What this completion starts ends in {@code loading failed}.
     *
     * @param why what the Console says about it
     * @return the fault
     */
    public static Fault loadingFailed(LoadFailure why) {
        return during("loading failed: " + why.reason(), Twist.failure(why));
    }

    /**
     * The Console says another word for the status of the instance; the API does not.
     *
     * @param word for example {@code paused}
     * @return the fault
     */
    public static Fault status(String word) {
        return afterwards(
                "import status " + word,
                EnumSet.of(Endpoint.IMPORT_STATUS),
                answer -> answer.withBody("{\"Status\":\"" + word + "\"}"));
    }

    /** {@return the status has an {@code Error} that is null, over which neo4j-admin stumbles} */
    public static Fault nullError() {
        return afterwards(
                "null error",
                EnumSet.of(Endpoint.IMPORT_STATUS),
                answer -> answer.withBody(answer.body().replaceFirst("}$", ",\"Error\":null}")));
    }

    private static Fault announcement(String name, String replacement) {
        return afterwards(
                name,
                EnumSet.of(Endpoint.IMPORT_START),
                answer -> answer.withBody(answer.body().replaceFirst("(\"Provider\":)\"[^\"]*\"", replacement)));
    }

    private static Fault refusal(Set<Endpoint> endpoints, int status, LoadFailure why) {
        String name = "console " + status + " " + why.reason();
        return new Fault(name, endpoints, new Change.Instead(now -> ConsoleAnswers.refusal(status, why)));
    }

    private static Fault afterwards(String name, Set<Endpoint> endpoints, UnaryOperator<AuraAnswer> change) {
        return new Fault(name, endpoints, new Change.Afterwards(change));
    }

    private static Fault during(String name, Twist twist) {
        return new Fault(name, EnumSet.of(Endpoint.IMPORT_COMPLETE), new Change.During(twist));
    }

    private static Set<Endpoint> console() {
        Set<Endpoint> console = EnumSet.allOf(Endpoint.class);
        console.removeIf(endpoint -> !endpoint.isConsole());
        return console;
    }
}
