@org.jspecify.annotations.NullMarked
package dev.restore4j.benchmarks;
