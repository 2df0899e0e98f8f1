/** The fake Aura as an extension of JUnit 5 and 6. */
@NullMarked
package dev.restore4j.testkit.junit;

import org.jspecify.annotations.NullMarked;
