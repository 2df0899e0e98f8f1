/**
 * Requests and answers as values, between the model and its doors. Public because several packages of the kit share them;
 * a consumer meets them only when it writes a door of its own.
 */
@NullMarked
package dev.restore4j.testkit.wire;

import org.jspecify.annotations.NullMarked;
