/**
 * What a database held at one time: counts, schema and, where asked for, hashes of its content; written to a file and compared
 * later.
 */
@NullMarked
package dev.restore4j.aura.baseline;

import org.jspecify.annotations.NullMarked;
