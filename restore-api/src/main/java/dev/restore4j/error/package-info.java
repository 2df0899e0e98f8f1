/** What can go wrong: one unchecked root, and a type for each thing that the caller does next. */
@org.jspecify.annotations.NullMarked
package dev.restore4j.error;
