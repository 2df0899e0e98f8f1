package dev.restore4j.verify;

import java.util.List;

/** Some checks, in the order in which they run. */
@FunctionalInterface
public interface Checks {

    /** {@return the checks; the same at each call} */
    List<Check> checks();
}
