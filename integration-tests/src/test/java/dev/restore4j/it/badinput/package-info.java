/** Every line of "Bad input gets": what is refused, in which words, and that nothing is lost by it. */
@org.jspecify.annotations.NullMarked
package dev.restore4j.it.badinput;
