package dev.restore4j;

import dev.restore4j.operation.Finding;
import java.util.List;

/** Looks at the target's present data before it is overwritten, for the assessment: what would be lost. It only reads. */
@FunctionalInterface
public interface Survey {

    /**
     * {@return what was found, such as "1,204 Order nodes were added since"}
     *
     * @throws Exception if it could not look; the assessment says so with a warning
     */
    List<Finding> look() throws Exception;
}
