/** Real JVMs, which share nothing but a journal directory and an Aura, and die for real. */
@org.jspecify.annotations.NullMarked
package dev.restore4j.it.processes;
