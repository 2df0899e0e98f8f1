@org.jspecify.annotations.NullMarked
package dev.restore4j.examples.demo;
