package dev.restore4j.testkit.contract;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** What becomes of a home when an archive, good or bad, is loaded into it. */
final class ArchiveChecks {

    private final ToolRunner tool;
    private final String database;

    ArchiveChecks(ToolRunner tool) {
        this.tool = tool;
        this.database = tool.target().database();
    }

    List<Check> all() {
        return List.of(
                new Check("a load tells its progress on the error stream", this::load),
                new Check("a load does not overwrite", this::exists),
                new Check("a load without an archive says so", this::noArchive),
                new Check("a cut archive is told by load and check, not by load --info", this::cut),
                new Check("an archive without its last bytes is not valid", this::tail),
                new Check(
                        "an archive with a wrong checksum is not valid, and leaves a store that looks healthy",
                        this::flipped),
                new Check("an archive with wrong bits in its midst is told by load and check", this::flippedInTheMidst),
                new Check("an archive with more behind it is not valid", this::garbage),
                new Check("what is no archive is not valid, and costs the store that was there", this::junk),
                new Check("an empty archive is not valid", this::empty),
                new Check("a backup of an unknown format stops every load beside it", this::backup));
    }

    private Path home() throws IOException {
        return tool.directory("loaded");
    }

    private ToolRunner.Outcome load(Path from, String... more) throws IOException, InterruptedException {
        String[] arguments = Arrays.copyOf(new String[] {"database", "load", "--from-path=" + from}, 4 + more.length);
        System.arraycopy(more, 0, arguments, 3, more.length);
        arguments[arguments.length - 1] = database;
        return tool.run(home(), Map.of(), arguments);
    }

    private Path dumps() throws IOException {
        return tool.directory(StoreChecks.DUMPS);
    }

    private byte[] archive() throws IOException {
        return Files.readAllBytes(dumps().resolve(database + ".dump"));
    }

    /** {@return a directory with that as the archive of the database} */
    private Path with(String name, byte[] bytes) throws IOException {
        Path directory = tool.directory(name);
        Files.write(directory.resolve(database + ".dump"), bytes);
        return directory;
    }

    private void load() throws Exception {
        load(dumps()).ended(0).saysNothing().complains("Files: ").complains("\nDone: ");
        String before = tool.run("database", "info", "--format=json", database).out();
        String after = tool.run(home(), Map.of(), "database", "info", "--format=json", database)
                .ended(0)
                .out();
        Check.equal(before, after, "what info says of the loaded database");
    }

    private void exists() throws Exception {
        load(dumps())
                .ended(1)
                .saysNothing()
                .complains("Failed to load database '" + database + "': Database already exists: " + database)
                .complains("Load failed for databases: '" + database + "'");
    }

    private void noArchive() throws Exception {
        load(tool.directory("without"))
                .ended(1)
                .complains("Failed to load database '" + database + "': No matching archives");
    }

    private void invalid(Path directory) throws Exception {
        load(directory, "--overwrite-destination=true")
                .ended(1)
                .saysNothing()
                .complains("Failed to load database '" + database + "': Not a valid Neo4j archive: "
                        + directory.resolve(database + ".dump"));
    }

    private void badToCheck(Path directory) throws Exception {
        tool.run(
                        "database",
                        "check",
                        "--from-path=" + directory,
                        "--temp-path=" + tool.directory("temporary"),
                        database)
                .ended(70)
                .complains("Failed to prepare for consistency check")
                .complains("Invalid input for a CheckDump");
    }

    private void cut() throws Exception {
        byte[] archive = archive();
        Path half = with("half", Arrays.copyOf(archive, archive.length / 2));
        load(half, "--overwrite-destination=true")
                .ended(1)
                .complains("Unable to load database: ZstdIOException: Truncated source");
        badToCheck(half);
        tool.run("database", "load", "--info", "--from-path=" + half, database)
                .ended(0)
                .says("Format: Neo4j ZSTD Dump.");
    }

    private void tail() throws Exception {
        byte[] archive = archive();
        invalid(with("tail", Arrays.copyOf(archive, archive.length - 4)));
    }

    /** In the checksum at the end: everything has been unpacked by then. */
    private void flipped() throws Exception {
        byte[] archive = archive();
        archive[archive.length - 1] ^= 1;
        Path directory = with("flipped", archive);
        invalid(directory);
        tool.run(home(), Map.of(), "database", "info", "--format=json", database)
                .ended(0)
                .says("\"recoveryRequired\":\"false\"");
        badToCheck(directory);
    }

    /** In the midst, it depends on what it hits which of its reasons zstd gives. */
    private void flippedInTheMidst() throws Exception {
        byte[] archive = archive();
        archive[archive.length / 2] ^= (byte) 0xFF;
        Path directory = with("flipped-in-the-midst", archive);
        ToolRunner.Outcome outcome =
                load(directory, "--overwrite-destination=true").ended(1).saysNothing();
        Check.that(
                outcome.mentions("Not a valid Neo4j archive: ")
                        || outcome.mentions("Unable to load database: ZstdIOException: "),
                "another reason: " + outcome);
        badToCheck(directory);
    }

    private void garbage() throws Exception {
        byte[] archive = archive();
        invalid(with("garbage", Arrays.copyOf(archive, archive.length + 8)));
    }

    private void junk() throws Exception {
        byte[] junk = "this is no archive ".repeat(20).getBytes(StandardCharsets.UTF_8);
        Path directory = with("junk", junk);
        invalid(directory);
        tool.run(home(), Map.of(), "database", "info", database)
                .ended(1)
                .complains("Database does not exist: '" + database + "'");
        tool.run("database", "load", "--info", "--from-path=" + directory, database)
                .ended(1)
                .complains("Failed to get metadata for archive '" + directory.resolve(database + ".dump") + "': ");
    }

    private void empty() throws Exception {
        invalid(with("empty", new byte[0]));
    }

    private void backup() throws Exception {
        Path directory = with("backup", archive());
        Files.write(directory.resolve(database + "-2026-01-01T00-00-00.backup"), new byte[] {'B', 'Z', 'V', '9', 0, 0});
        load(directory, "--overwrite-destination=true")
                .ended(tool.isOlder() ? 70 : 1)
                .complains("Unsupported format backup format: ");
    }
}
