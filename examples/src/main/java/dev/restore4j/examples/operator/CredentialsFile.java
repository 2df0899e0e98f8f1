package dev.restore4j.examples.operator;

import dev.restore4j.aura.InstanceCredentials;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Credentials of a new instance as a file that a shell can read, for its owner alone. */
final class CredentialsFile {

    private CredentialsFile() {}

    /**
     * Makes an empty one, before there is anything to lose.
     *
     * @throws IllegalArgumentException if there is something in it already, or it cannot be made
     */
    static void prepare(Path file) {
        try {
            if (Files.exists(file) && Files.size(file) > 0) {
                throw new IllegalArgumentException("There is something in " + file + " already. Name another file.");
            }
            Files.deleteIfExists(file);
            Files.createFile(file, ownerOnly(file));
        } catch (IOException e) {
            throw new IllegalArgumentException(file + " cannot be written: " + e, e);
        }
    }

    /**
     * Writes into one that was prepared.
     *
     * @throws UncheckedIOException if that fails
     */
    static void write(Path file, InstanceCredentials credentials) {
        String address = credentials.connectionUrl().map(Object::toString).orElse("");
        String lines = line("AURA_INSTANCEID", credentials.instanceId())
                + line("NEO4J_URI", address)
                + line(BoltUser.USERNAME, credentials.username())
                + line(BoltUser.PASSWORD, credentials.password());
        try {
            Files.writeString(file, lines, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FileAttribute<?>[] ownerOnly(Path file) {
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    private static String line(String variable, String value) {
        return "export " + variable + "='" + value.replace("'", "'\\''") + "'\n";
    }
}
