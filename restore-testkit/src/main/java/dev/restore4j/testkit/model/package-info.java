/**
 * Aura as a pure state machine: a request and a time go in, an answer comes out. No clock, no I/O and no thread in here.
 */
@NullMarked
package dev.restore4j.testkit.model;

import org.jspecify.annotations.NullMarked;
