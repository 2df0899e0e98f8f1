/** Time sources for tests: virtual time, in which waiting costs nothing, and scaled real time. */
@NullMarked
package dev.restore4j.testkit.time;

import org.jspecify.annotations.NullMarked;
