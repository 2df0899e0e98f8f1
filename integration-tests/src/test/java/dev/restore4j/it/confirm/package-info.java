/** What was confirmed is what is sent, once, while it holds; whoever else wants the same target is told so. */
@org.jspecify.annotations.NullMarked
package dev.restore4j.it.confirm;
