/**
 * A fake of Neo4j Aura for tests of restores: a model that answers as Aura does, virtual time, faults as data, recorded
 * requests and a log of the truth.
 */
@NullMarked
package dev.restore4j.testkit;

import org.jspecify.annotations.NullMarked;
