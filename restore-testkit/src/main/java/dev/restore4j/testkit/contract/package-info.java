/** What a client relies on, checked in raw HTTP: against the fake on every build, against a real account on request. */
@NullMarked
package dev.restore4j.testkit.contract;

import org.jspecify.annotations.NullMarked;
