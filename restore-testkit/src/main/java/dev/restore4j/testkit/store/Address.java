package dev.restore4j.testkit.store;

import java.util.OptionalInt;

/**
 * What somebody who has a signed address may do.
 *
 * @param object to which object
 * @param part the number of the part that may be sent; empty for opening a session
 */
record Address(StoredObject object, OptionalInt part) {}
