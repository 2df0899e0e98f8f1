/** The real neo4j-admin uploads to the fake, and its data is there afterwards. */
package dev.restore4j.it.upload;
