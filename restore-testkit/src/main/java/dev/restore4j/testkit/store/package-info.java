/**
 * Object stores to which archives are uploaded: one like Google's and one like Amazon's, on a loopback address, in real
 * time. They keep what they are sent on the disk.
 */
@NullMarked
package dev.restore4j.testkit.store;

import org.jspecify.annotations.NullMarked;
