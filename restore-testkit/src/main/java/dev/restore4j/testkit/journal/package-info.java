/** What a program's own journal must do, as tests to inherit. Needs JUnit 5.12 to 6. */
@NullMarked
package dev.restore4j.testkit.journal;

import org.jspecify.annotations.NullMarked;
