/** What an Aura account holds: instances and their snapshots, as handles that a plan takes. */
@org.jspecify.annotations.NullMarked
package dev.restore4j.catalog;
