package dev.restore4j.testkit.contract;

import java.util.ArrayList;
import java.util.List;

/**
 * What our client relies on, as checks in raw HTTP. They run against the fake on every build and can be pointed at a real
 * account, to find out whether the fake still tells the truth.
 *
 * <pre>{@code
 * @TestFactory
 * Stream<DynamicTest> contract() {
 *     return AuraContract.checks(target).stream().map(check -> dynamicTest(check.name(), check::run));
 * }
 * }</pre>
 *
 * <p>Without a throw-away instance the checks only read. With one they rename, snapshot, restore, pause and resume it.
 */
public final class AuraContract {

    private AuraContract() {}

    /**
     * The checks, to be run in this order and one at a time.
     *
     * @param target what to check
     * @return never empty
     */
    public static List<Check> checks(ContractTarget target) {
        Wire wire = new Wire(target);
        List<Check> checks = new ArrayList<>(new TokenChecks(wire).all());
        checks.addAll(new ReadChecks(wire).all());
        target.throwAway().ifPresent(id -> checks.addAll(new ChangeChecks(wire, id).all()));
        return List.copyOf(checks);
    }

    /**
     * Runs all checks, for those without JUnit.
     *
     * @param target what to check
     * @return how many have passed, more than none
     * @throws AssertionError naming every check that failed
     * @throws InterruptedException if the thread was interrupted
     */
    public static int verify(ContractTarget target) throws InterruptedException {
        List<Check> checks = checks(target);
        AssertionError failures = new AssertionError("the contract is broken by " + target);
        for (Check check : checks) {
            try {
                check.run();
            } catch (InterruptedException e) {
                throw e;
            } catch (Exception | AssertionError e) {
                failures.addSuppressed(new AssertionError(check.name(), e));
            }
        }
        if (checks.isEmpty()) {
            throw new AssertionError("there was nothing to check");
        }
        if (failures.getSuppressed().length > 0) {
            throw failures;
        }
        return checks.size();
    }
}
