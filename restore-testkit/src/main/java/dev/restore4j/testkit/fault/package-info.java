/** Faults as data: what can go wrong between a client and Aura, put on chosen requests or drawn by hash. */
@NullMarked
package dev.restore4j.testkit.fault;

import org.jspecify.annotations.NullMarked;
