/** What is looked at over Bolt, with Neo4j's driver: checks after a restore, a marker before it, and what has changed since. */
@NullMarked
package dev.restore4j.aura.bolt;

import org.jspecify.annotations.NullMarked;
