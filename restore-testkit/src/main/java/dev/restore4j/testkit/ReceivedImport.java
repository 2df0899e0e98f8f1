package dev.restore4j.testkit;

import dev.restore4j.testkit.model.Upload;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An archive that a client has announced, and what has arrived of it.
 *
 * @param announced what the client said about it
 * @param received how many bytes were sent in all, those that were sent again counted again
 * @param file the archive, once it is whole; for one in parts once it was loaded. Deleted with the fake
 * @param size of the file
 * @param crc32 of the file
 */
public record ReceivedImport(
        Upload announced, long received, Optional<Path> file, OptionalLong size, OptionalLong crc32) {

    /** {@return the instance for which it was announced} */
    public String instance() {
        return announced.instance();
    }

    /** {@return how often its loading was asked for and accepted: each time the data of the instance was replaced} */
    public int completions() {
        return announced.completions();
    }
}
