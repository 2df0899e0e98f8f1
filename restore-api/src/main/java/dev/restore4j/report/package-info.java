/** Reports of restores for people and programs: one model, rendered as text, Markdown and JSON. */
@org.jspecify.annotations.NullMarked
package dev.restore4j.report;
