package dev.restore4j.admin;

import dev.restore4j.admin.process.Waiting;
import dev.restore4j.operation.OperationId;
import dev.restore4j.spi.Preparation;
import dev.restore4j.spi.SubmissionAnswer;
import dev.restore4j.spi.Workbench;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Dumps the database and checks the dump, unless a former process has: a dump has its name once it was checked, and the notes say
 * what it was made of.
 */
final class UploadPreparation implements Preparation {

    private final UploadRoute route;

    UploadPreparation(UploadRoute route) {
        this.route = route;
    }

    @Override
    public Prepared prepare(Workbench bench) throws InterruptedException {
        LoginEncoding.require(route.uploads().login());
        route.uploads().authenticate();
        Terms terms = Terms.of(new Benched(bench), route.admin().timeLimit(), bench::report);
        UploadRecords records = new UploadRecords(bench);
        Path file = directory(bench).resolve(route.database() + ".dump");
        Optional<DumpRecord> known = records.dump().filter(record -> record.isStill(file));
        DumpRecord dump = known.isPresent() ? known.get() : make(file, records, terms);
        return new Prepared(
                new PreparedUpload(route, dump, UploadRun.requireTool(route.admin(), terms), bench),
                "Database '" + route.database() + "' is dumped and checked, " + Texts.size(dump.size()) + ": " + file);
    }

    private Path place(OperationId operation) {
        return route.dumps().resolve(operation.value());
    }

    private Path directory(Workbench bench) {
        Path directory = place(bench.operation());
        try {
            Files.createDirectories(route.dumps());
            if (!Files.isDirectory(directory)) {
                Files.createDirectory(directory, FileTrees.ownerOnly(route.dumps()));
            }
            return directory;
        } catch (IOException e) {
            throw FileTrees.failed("The directory " + directory + " for the dump cannot be made", e);
        }
    }

    private DumpRecord make(Path file, UploadRecords records, Terms terms) throws InterruptedException {
        route.admin().dump(route.database()).into(file).replaceExisting().run(terms, WorkDirectory.Neighbours.NONE);
        // what was assessed is compared with what is there now: where they are the same, the dump is of just that
        StoreSight after = route.store(terms);
        try {
            DumpRecord record = DumpRecord.of(file, after);
            records.dump(record);
            return record;
        } catch (IOException e) {
            throw FileTrees.failed("The dump " + file + " cannot be looked at", e);
        }
    }

    /** The tool prints what it does into a file. */
    @Override
    public boolean leavesTrace() {
        return true;
    }

    @Override
    public SubmissionAnswer recover(Workbench bench) throws InterruptedException {
        return new UploadFollowing(bench, new UploadRecords(bench)).recover(route.uploads());
    }

    /** What the tool printed has signed addresses, and is needed by nobody any more; the dump stays. */
    @Override
    public void ended(OperationId operation) {
        Path directory = place(operation);
        if (!Files.isDirectory(directory)) {
            return;
        }
        try (DirectoryStream<Path> spools = Files.newDirectoryStream(directory, PreparedUpload.SPOOL + "*")) {
            for (Path spool : spools) {
                Files.deleteIfExists(spool);
            }
        } catch (IOException | DirectoryIteratorException e) {
            throw new UncheckedIOException(
                    "What neo4j-admin printed is still in " + directory + ": delete " + PreparedUpload.SPOOL
                            + "* there, it holds signed addresses",
                    e instanceof IOException io ? io : new IOException(e));
        }
    }

    /** Waiting on an operation's workbench. */
    record Benched(Workbench bench) implements Waiting {

        @Override
        public dev.restore4j.time.TimeSource time() {
            return bench.time();
        }

        @Override
        public boolean await(java.util.concurrent.CompletableFuture<?> signal, long deadlineNanos)
                throws InterruptedException {
            return bench.await(signal, deadlineNanos);
        }
    }
}
