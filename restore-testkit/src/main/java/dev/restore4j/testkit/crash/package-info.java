/** Deaths of a program at a chosen boundary, within one JVM and in virtual time: what is started again finds only the disk. */
@NullMarked
package dev.restore4j.testkit.crash;

import org.jspecify.annotations.NullMarked;
