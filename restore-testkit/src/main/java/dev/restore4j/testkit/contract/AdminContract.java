package dev.restore4j.testkit.contract;

import java.util.ArrayList;
import java.util.List;

/**
 * What restore4j relies on in {@code neo4j-admin}: exit codes, which stream says what, and the words that reasons are known by.
 * The checks run the tool as a process. They run against the fake of both lines and a real 5.26 on every build, and can be
 * pointed at your own.
 *
 * <pre>{@code
 * @TestFactory
 * Stream<DynamicTest> contract() {
 *     return AdminContract.checks(target).stream().map(check -> dynamicTest(check.name(), check::run));
 * }
 * }</pre>
 *
 * <p>They know what both lines say, 5.26 and 2026; which it is, the tool says itself. Nothing is uploaded: what is checked of an upload
 * ends before anything is sent.
 */
public final class AdminContract {

    private AdminContract() {}

    /**
     * The checks, to be run in this order and one at a time: the later ones need the dump of the first ones.
     *
     * @param target what to check
     * @return never empty
     */
    public static List<Check> checks(AdminTarget target) {
        ToolRunner tool = new ToolRunner(target);
        List<Check> checks = new ArrayList<>(new StoreChecks(tool).all());
        checks.addAll(new ArchiveChecks(tool).all());
        checks.addAll(new UsageChecks(tool).all());
        checks.addAll(new InUseChecks(tool).all());
        return List.copyOf(checks);
    }
}
