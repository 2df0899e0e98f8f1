/** What is looked at after a restore: checks, what they found, and the marker that tells whether data was replaced. */
@org.jspecify.annotations.NullMarked
package dev.restore4j.verify;
