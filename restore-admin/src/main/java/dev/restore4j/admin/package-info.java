/** The user's own {@code neo4j-admin}: its commands as typed calls, and a self-managed database as something to restore from. */
@NullMarked
package dev.restore4j.admin;

import org.jspecify.annotations.NullMarked;
