package dev.restore4j.admin;

import dev.restore4j.admin.process.ChildResult;
import dev.restore4j.admin.process.Family;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the tool has its databases, by its own account: a check of a database that does not exist says where it looked (measured:
 * exit code 70, and both paths), whatever the configuration is made of.
 *
 * @param databases the directory with a directory of each database
 * @param transactions the same for transaction logs
 */
record StoreLayout(Path databases, Path transactions) {

    private static final Pattern PLACES =
            Pattern.compile("at databases path: '([^'\\n]+)', transaction log path: '([^'\\n]+)'");

    /** {@return the layout; empty where the tool says it in words that are not known} */
    static Optional<StoreLayout> ask(Tool tool, Terms terms) throws InterruptedException {
        Family family = Family.fresh();
        String nobody = "restore4j-" + family.mark();
        ChildResult result = tool.attempt(tool.words(AdminCommand.CHECK, List.of(nobody)), terms, family);
        if (result.exitCode() == 0) {
            return Optional.empty();
        }
        Matcher matcher = PLACES.matcher(result.tail());
        if (!matcher.find()) {
            if (!KnownFailure.of(result.exitCode(), result.tail()).code().equals("database-missing")) {
                throw Tool.failure("neo4j-admin database check", result);
            }
            return Optional.empty();
        }
        return Optional.of(new StoreLayout(Path.of(matcher.group(1)), Path.of(matcher.group(2))));
    }

    Path store(String database) {
        return databases.resolve(database);
    }

    Path transactions(String database) {
        return transactions.resolve(database);
    }

    /** {@return how many bytes the files of a database have} */
    long size(String database) {
        return sizeOf(store(database)) + sizeOf(transactions(database));
    }

    private static long sizeOf(Path directory) {
        AtomicLong size = new AtomicLong();
        try {
            if (Files.isDirectory(directory)) {
                Files.walkFileTree(directory, new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                        size.addAndGet(attributes.size());
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException failure) {
                        return FileVisitResult.CONTINUE; // the tool will say so
                    }
                });
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return size.get();
    }
}
