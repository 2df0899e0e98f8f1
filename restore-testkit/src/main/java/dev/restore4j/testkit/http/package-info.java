/** The two doors of the fake: a client in process, for virtual time, and a server, for everybody else. */
@NullMarked
package dev.restore4j.testkit.http;

import org.jspecify.annotations.NullMarked;
