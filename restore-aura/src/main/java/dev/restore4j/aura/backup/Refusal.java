package dev.restore4j.aura.backup;

import dev.restore4j.error.RestoreRejectedException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The rejections of files: a code, the path, what is wrong, what to do now. */
final class Refusal {

    static final String TRUNCATED = "file-truncated";
    static final String DAMAGED = "file-damaged";
    static final String UNKNOWN = "file-kind-unknown";
    static final String SPLIT = "file-split";

    private Refusal() {}

    static RestoreRejectedException missing(Path path) {
        return because("file-missing", path, "There is no such file", "Correct the path.");
    }

    static RestoreRejectedException directory(Path path) {
        return because("file-is-directory", path, "It is a directory", "Name the .backup, .dump or .tar in it.");
    }

    static RestoreRejectedException irregular(Path path) {
        return because(
                "file-unreadable",
                path,
                "It is not a regular file",
                "An upload is read twice and from any place: write what comes out of it to a file first.");
    }

    static RestoreRejectedException empty(Path path) {
        return because("file-empty", path, "It has no bytes", "Export or copy it again.");
    }

    static RestoreRejectedException changed(Path path, String what) {
        return because(
                "file-changed",
                path,
                "It changed while it was read: " + what,
                "Wait until nobody writes to it any more, and begin anew.");
    }

    static RestoreRejectedException noZstd(Path path, Throwable why) {
        return because(
                "zstd-unavailable",
                path,
                "The native library of zstd, which its format needs, cannot be loaded here (" + why + ")",
                "It is unpacked to the temporary directory and loaded from there: set the system property ZstdTempFolder"
                        + " to a directory that programs may be run from.");
    }

    /** {@return the rejection for what went wrong while the file was read} */
    static RestoreRejectedException of(Path path, IOException error) {
        if (error instanceof Damage damage) {
            return because(damage.code(), path, damage.what(), advice(damage.code()));
        }
        if (error instanceof EOFException) {
            return because(TRUNCATED, path, "It ends in the midst of its header", advice(TRUNCATED));
        }
        if (error instanceof NoSuchFileException) {
            return missing(path);
        }
        String why = error instanceof AccessDeniedException ? "permission denied" : String.valueOf(error.getMessage());
        return because(
                "file-unreadable",
                path,
                "It cannot be read: " + why,
                "Let the user that this program runs as read it, or copy it to a disk that can be read.");
    }

    private static String advice(String code) {
        return switch (code) {
            case TRUNCATED -> "It was not written or copied to its end: copy or export it again.";
            case UNKNOWN ->
                "What can be restored from is a .backup (BTV1, BTV2, BZV1, BZV2, BZV3), a .dump (DZV1, DGV1, or"
                        + " one of Neo4j 4 under zstd or gzip), or the .tar of AuraDS, plain or under gzip.";
            case SPLIT ->
                "Dump the database again without --experimental-split-size, or load the pieces and dump the whole.";
            default ->
                "Its bytes are not those that were written: copy it again from where it came, or export it again.";
        };
    }

    private static RestoreRejectedException because(String code, Path path, String what, String advice) {
        return new RestoreRejectedException(code, path + ": " + what + ". " + advice, null, null);
    }
}
