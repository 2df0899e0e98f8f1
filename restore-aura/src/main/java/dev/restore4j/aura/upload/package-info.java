/**
 * Bytes of a backup file into the store behind the addresses that the Console signs; not exported.
 *
 * <p>Nothing here overwrites anything: an upload of which nobody says that it is whole is thrown away by Aura. One thread sends; it
 * waits on the operation's workbench and nowhere else, and the exchanges that are under way are the client's.
 */
@org.jspecify.annotations.NullMarked
package dev.restore4j.aura.upload;
