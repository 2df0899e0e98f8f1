/** Checks and marks whose findings a test writes down, to see what a program does about them. */
@org.jspecify.annotations.NullMarked
package dev.restore4j.testkit.verify;
