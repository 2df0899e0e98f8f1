/** Marked secrets are looked for wherever the library writes, throws, or describes itself. */
@org.jspecify.annotations.NullMarked
package dev.restore4j.it.secrets;
