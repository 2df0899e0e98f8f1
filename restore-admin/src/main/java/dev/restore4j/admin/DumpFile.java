package dev.restore4j.admin;

import dev.restore4j.admin.process.ChildResult;
import dev.restore4j.error.Neo4jAdminException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A dump file as the tool sees it. */
final class DumpFile {

    private static final Pattern FILES = Pattern.compile("(?m)^Files: (\\d+)$");
    private static final Pattern BYTES = Pattern.compile("(?m)^Bytes: (\\d+)$");

    private DumpFile() {}

    /**
     * What the header of a dump promises.
     *
     * @param files how many files there are; empty where the dump does not tell
     * @param bytes how many bytes they have together; empty where the dump does not tell
     */
    record Header(OptionalLong files, OptionalLong bytes) {

        /** Refuses to unpack more than there is room for. */
        void requireSpace(WorkDirectory work) {
            try {
                long free = FileTrees.usable(work.path());
                if (free < bytes.orElse(0)) {
                    throw error(
                            "disk-full",
                            "Unpacked, the dump has " + Texts.size(bytes.orElse(0)) + ", and "
                                    + work.path().getParent() + " has " + Texts.size(free)
                                    + " left. Free space, or name another scratch directory.");
                }
            } catch (IOException e) {
                throw FileTrees.failed("The free space of " + work.path() + " cannot be read", e);
            }
        }
    }

    /**
     * A dump as it was when it was looked at first.
     *
     * @param file the file
     * @param key which file has the name; null where the system does not tell
     * @param size its size in bytes
     * @param modified when it was last written
     */
    record Seen(Path file, @Nullable Object key, long size, FileTime modified) {

        static Seen of(Path file) {
            try {
                BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
                return new Seen(file, now.fileKey(), now.size(), now.lastModifiedTime());
            } catch (IOException e) {
                throw FileTrees.failed("The dump " + file + " cannot be looked at", e);
            }
        }

        /** Refuses what another dump was put in the place of, or what was written to. */
        void requireSame() {
            if (!equals(of(file))) {
                throw error(
                        "archive-changed",
                        file + " was changed while it was worked on. Run the same again once nobody writes to it.");
            }
        }
    }

    /** Refuses what can be refused without running anything. */
    static Path require(Path file) {
        if (!Files.exists(file)) {
            throw error("archive-missing", "There is no dump at " + file + ". Correct the path.");
        }
        if (!Files.isRegularFile(file)) {
            throw error("archive-missing", file + " is no file. Name the dump itself, not its directory.");
        }
        if (!file.getFileName().toString().endsWith(".dump")) {
            throw error("archive-unsupported", file + " is not named *.dump. Only dumps are read here.");
        }
        if (!Files.isReadable(file)) {
            // the tool says that it is not a valid archive (measured)
            throw error("no-permission", file + " must not be read by this user. Correct its permissions.");
        }
        try {
            if (Files.size(file) == 0) {
                throw error("archive-invalid", file + " is empty. Take another copy of it.");
            }
        } catch (IOException e) {
            throw FileTrees.failed("The dump " + file + " cannot be looked at", e);
        }
        return file.toAbsolutePath().normalize();
    }

    /**
     * {@return what the header promises}
     *
     * <p>{@code load --info} reads no further (measured: it takes a cut dump for a good one), and ends with exit code 0 when
     * there is no dump at all.
     */
    static Header header(Tool tool, Path stage, String database, Terms terms) throws InterruptedException {
        ChildResult result = tool.run(AdminCommand.LOAD, List.of("--info", "--from-path=" + stage, database), terms);
        if (!result.tail().contains("Database:")) {
            throw error("archive-missing", "neo4j-admin finds no dump of " + database + " in " + stage + ".");
        }
        return new Header(number(FILES, result.output()), number(BYTES, result.output()));
    }

    private static OptionalLong number(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? OptionalLong.of(Long.parseLong(matcher.group(1))) : OptionalLong.empty();
    }

    private static Neo4jAdminException error(String code, String message) {
        return new Neo4jAdminException(code, message, -1, "");
    }
}
