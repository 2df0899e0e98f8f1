/** Whole restores under seeded faults and seeded properties of Aura, judged by what the fake knows to have happened. */
@org.jspecify.annotations.NullMarked
package dev.restore4j.it.sweep;
