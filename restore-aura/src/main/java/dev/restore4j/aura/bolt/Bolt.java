package dev.restore4j.aura.bolt;

import static dev.restore4j.verify.CheckLevel.FULL;
import static dev.restore4j.verify.CheckLevel.QUICK;
import static dev.restore4j.verify.CheckLevel.STANDARD;
import static dev.restore4j.verify.CheckSubject.DATA;
import static dev.restore4j.verify.CheckSubject.SERVICE;

import dev.restore4j.Survey;
import dev.restore4j.aura.baseline.GraphBaseline;
import dev.restore4j.aura.baseline.Tolerances;
import dev.restore4j.aura.bolt.BaselineMatch.Part;
import dev.restore4j.verify.Check;
import dev.restore4j.verify.CheckContext;
import dev.restore4j.verify.CheckLevel;
import dev.restore4j.verify.CheckSubject;
import dev.restore4j.verify.Checks;
import dev.restore4j.verify.Marker;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.neo4j.driver.AuthToken;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Values;
import org.neo4j.driver.exceptions.ClientException;

/**
 * Checks of a restored database over Bolt. Two are always among them: it answers, and it is not empty. Immutable; each method
 * returns another with one check more.
 *
 * <p><b>Each look has a driver of its own, which is closed after it.</b> A driver that lived before a restore holds connections to
 * what was there, and bookmarks of transactions that the restore has undone; with those, queries wait and fail for up to two
 * minutes. So the supplier is asked at each look: let it make a new driver, and not give one that others use.
 *
 * <p>Nothing is left in the database, not even a new name of a label, type or property key, which Neo4j would never forget; see
 * {@link #writableCommitted()} and {@link #marker()} for what a killed process can leave.
 *
 * <p>How long a look may take is told to the server, which gives up a query after that.
 */
public final class Bolt implements Checks {

    private final Access access;
    private final List<Entry> entries;

    private Bolt(Access access, List<Entry> entries) {
        this.access = access;
        this.entries = List.copyOf(entries);
    }

    private record Entry(BoltCheck.Kind kind, BoltCheck.Look look) {}

    /**
     * {@return checks with the program's own drivers} Where they connect to, and with which credentials, is the program's
     * decision. They look there wherever the restore goes: in a rehearsal, take {@link #overTarget}.
     *
     * @param drivers makes a new driver at each call
     */
    public static Bolt over(Supplier<Driver> drivers) {
        return of(Access.over(drivers));
    }

    /**
     * {@return checks with the program's own drivers, made for what is looked at} For a new instance, whose address is not known
     * before. There is no {@link #marker()} and no {@link #changesSince} over it.
     *
     * @param drivers makes a new driver at each call
     */
    public static Bolt overTarget(Function<CheckContext, Driver> drivers) {
        return of(Access.overTarget(drivers));
    }

    /**
     * {@return checks of the database at that address} They look there wherever the restore goes: in a rehearsal, take
     * {@link #atTarget}.
     *
     * @param address of an Aura instance, with {@code neo4j+s} or {@code bolt+s}, or of this machine
     * @param credentials asked at each look; after a restore another password may hold
     * @throws IllegalArgumentException if the address is another: no credentials are sent there
     */
    public static Bolt at(URI address, Supplier<AuthToken> credentials) {
        return of(Access.at(address, credentials));
    }

    /**
     * {@return checks of the database at the address that the service states for the target} An address that
     * {@link #at} would refuse makes the checks inconclusive. There is no {@link #marker()} and no {@link #changesSince} over it.
     *
     * @param credentials asked at each look
     */
    public static Bolt atTarget(Supplier<AuthToken> credentials) {
        return of(Access.atTarget(credentials));
    }

    private static Bolt of(Access access) {
        return new Bolt(access, List.of())
                .with("answers over Bolt", QUICK, SERVICE, new Connectivity())
                .with("not empty", QUICK, DATA, new NotEmpty());
    }

    private Bolt with(String name, CheckLevel level, CheckSubject subject, BoltCheck.Look look) {
        if (entries.stream().anyMatch(entry -> entry.kind().name().equals(name))) {
            throw new IllegalArgumentException("There is a check '" + name + "' already.");
        }
        List<Entry> more = new ArrayList<>(entries);
        more.add(new Entry(new BoltCheck.Kind(name, level, subject), look));
        return new Bolt(access, more);
    }

    /**
     * {@return the same, for this database instead of the user's home database}
     *
     * @param name its name
     */
    public Bolt database(String name) {
        return new Bolt(access.database(name), entries);
    }

    /** {@return with a check that a write is accepted; it is rolled back, and leaves nothing} */
    public Bolt writable() {
        return with("accepts writes", STANDARD, SERVICE, new Writable());
    }

    /**
     * {@return with a check that a write is committed} A node without label, with the database's first property key and the
     * operation's id as its value, is committed and deleted at once. Where it is goes to the operation's journal first, so that a
     * process that was killed in between has it deleted by the next look; nothing else is ever deleted. Consumers of change data
     * see both. A database without any property key is not written to.
     */
    public Bolt writableCommitted() {
        return with("commits writes", STANDARD, SERVICE, new CommittedWrite());
    }

    /**
     * {@return with a check of what a query returns}
     *
     * @param name what is expected, such as "orders are back"
     * @param query reads only; one that would write is not run
     * @param expected what it should return
     */
    public Bolt cypher(String name, String query, Expect expected) {
        return cypher(name, query, Map.of(), expected);
    }

    /**
     * {@return with a check of what a query returns}
     *
     * @param name what is expected, such as "orders are back"
     * @param query reads only; one that would write is not run
     * @param parameters of the query
     * @param expected what it should return
     * @throws IllegalArgumentException if a parameter is of a type that Cypher does not have
     */
    public Bolt cypher(String name, String query, Map<String, Object> parameters, Expect expected) {
        Objects.requireNonNull(query, "query");
        Objects.requireNonNull(expected, "expected");
        try {
            return with(name, STANDARD, DATA, new CypherAssertion(query, Values.value(parameters), expected));
        } catch (ClientException e) {
            throw new IllegalArgumentException("A parameter of '" + name + "' is of no type of Cypher's.", e);
        }
    }

    /** {@return with a check that every index is online; one that is still populated is waited for} */
    public Bolt indexesOnline() {
        return with("indexes are online", STANDARD, DATA, new IndexStates(Set.of()));
    }

    /**
     * {@return with a check that these indexes are there and online}
     *
     * @param names at least one
     */
    public Bolt indexes(String... names) {
        return with("expected indexes", STANDARD, DATA, new IndexStates(some(names)));
    }

    /**
     * {@return with a check that these constraints are there}
     *
     * @param names at least one
     */
    public Bolt constraints(String... names) {
        return with("expected constraints", STANDARD, DATA, new ConstraintNames(some(names)));
    }

    /**
     * {@return with a check that a user can log in and read} Users are not part of every restore.
     *
     * @param name of the user, for the result
     * @param credentials of the user, asked at each look
     */
    public Bolt user(String name, Supplier<AuthToken> credentials) {
        Objects.requireNonNull(credentials, "credentials");
        return with("user " + name + " logs in", FULL, SERVICE, new UserLogin(credentials));
    }

    /**
     * {@return with checks that the database is what a baseline says: counts, schema, and content if the baseline has it} They
     * count while others write, if others write.
     *
     * @param baseline taken when all was well, at about the time of the restore point
     * @param tolerances what may differ
     */
    public Bolt matches(GraphBaseline baseline, Tolerances tolerances) {
        Bolt more = with("baseline: counts", STANDARD, DATA, new BaselineMatch(baseline, tolerances, Part.COUNTS))
                .with("baseline: schema", STANDARD, DATA, new BaselineMatch(baseline, tolerances, Part.SCHEMA));
        return baseline.samplesPerLabel() == 0
                ? more
                : more.with("baseline: content", FULL, DATA, new BaselineMatch(baseline, tolerances, Part.CONTENT));
    }

    /**
     * {@return a marker: a node without label, with one property, whose key is the first that the database knows} It shows in
     * counts of all nodes until it is removed or overwritten. Only in a database without any property key, a new one is made:
     * {@code restore4j}, which stays. Who deletes all nodes deletes it, too, and the data would then count as replaced.
     *
     * @throws IllegalStateException over {@link #atTarget} and {@link #overTarget}: before a restore, nobody says where the target is
     */
    public Marker marker() {
        return new BoltMarker(access.before("A marker"));
    }

    /**
     * {@return what has changed since a baseline, for an assessment: counts and schema}
     *
     * @param baseline taken at about the time of the restore point
     * @throws IllegalStateException over {@link #atTarget} and {@link #overTarget}: before a restore, nobody says where the target is
     */
    public Survey changesSince(GraphBaseline baseline) {
        return new BaselineSurvey(access.before("A survey"), Objects.requireNonNull(baseline, "baseline"));
    }

    @Override
    public List<Check> checks() {
        return entries.stream()
                .<Check>map(entry -> new BoltCheck(entry.kind(), access, entry.look()))
                .toList();
    }

    private static Set<String> some(String... names) {
        if (names.length == 0) {
            throw new IllegalArgumentException("Name at least one.");
        }
        return Set.of(names);
    }

    @Override
    public String toString() {
        return "checks over " + access + ": "
                + entries.stream().map(entry -> entry.kind().name()).toList();
    }
}
