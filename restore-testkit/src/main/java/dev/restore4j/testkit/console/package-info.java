/** The Console's real host name on this machine, so that the unmodified neo4j-admin uploads to a fake. */
@NullMarked
package dev.restore4j.testkit.console;

import org.jspecify.annotations.NullMarked;
