/** Text from outside, before anybody reads it; shared by what speaks to services and what reads files, not exported. */
@org.jspecify.annotations.NullMarked
package dev.restore4j.aura.text;
