package dev.restore4j.aura;

import dev.restore4j.aura.backup.BackupFile;
import dev.restore4j.aura.backup.BackupProof;
import dev.restore4j.aura.console.ConsoleSession;
import dev.restore4j.aura.upload.FileStamp;
import dev.restore4j.aura.upload.Upload;
import dev.restore4j.aura.upload.Uploaded;
import dev.restore4j.error.RestoreRejectedException;
import dev.restore4j.operation.OperationId;
import dev.restore4j.operation.Sizes;
import dev.restore4j.spi.Preparation;
import dev.restore4j.spi.SourceView;
import dev.restore4j.spi.Workbench;
import java.nio.file.Path;
import java.util.List;

/**
 * Proves the file whole, and sends it to the store behind the Console. None of it overwrites anything. What a former process has
 * proven or sent is not done again.
 */
final class FilePreparation implements Preparation {

    private static final String FILE = "file";

    /** Less than that says more of connections than of a line. */
    private static final long WORTH_MEASURING = 8L << 20;

    private final FileRoute route;

    FilePreparation(FileRoute route) {
        this.route = route;
    }

    @Override
    public Prepared prepare(Workbench bench) throws InterruptedException {
        route.memory().tidy(route.target().environment().journal());
        BackupFile file = BackupFile.inspect(route.path());
        SourceView source = FileSight.of(file);
        mustBeWhatWasBegun(source, bench);
        ConsoleSession console = route.access().console().open();
        console.authenticate();
        Upload.checkSize(bench, console, file.fullSize());
        BackupProof proof = route.memory().proof(file).orElse(null);
        if (proof == null) {
            proof = new FileVerification(file, bench).run();
            route.memory().proven(file, proof);
        }
        Uploaded sent = send(file, proof, console, bench);
        return new Prepared(
                new PreparedFile(route, source, sent, console),
                "File " + file.path() + " (" + Sizes.text(file.size())
                        + ") was verified and sent; Aura was not asked to load it yet");
    }

    private Uploaded send(BackupFile file, BackupProof proof, ConsoleSession console, Workbench bench)
            throws InterruptedException {
        Path path = route.path();
        FileStamp stamp = new FileStamp(path, file.size(), proof.crc32(), file.fullSize(), () -> proof.isStill(path));
        Upload upload = new Upload(
                stamp, console, route.access().store(), route.memory().of(bench.operation()));
        long began = bench.time().nanoTime();
        Uploaded sent = upload.send(bench);
        double seconds = (bench.time().nanoTime() - began) / 1e9;
        if (sent.sent() >= WORTH_MEASURING && seconds > 0) {
            route.memory().sent(sent.sent() / seconds);
        }
        return sent;
    }

    /** Whatever is confirmed is checked again right before the end; here it is only that nothing is sent in vain. */
    private void mustBeWhatWasBegun(SourceView source, Workbench bench) {
        String now = FileMemory.hash(source.fingerprint().fields().toString());
        String begun = bench.notes().read(FILE).orElse(now);
        SourceView seen = route.seen();
        List<String> changes = seen == null ? List.of() : seen.fingerprint().changesTo(source.fingerprint());
        if (changes.isEmpty() && begun.equals(now)) {
            bench.notes().write(FILE, now);
        } else {
            String what = changes.isEmpty()
                    ? "is not the one that was begun with"
                    : "is another one: its " + String.join("; its ", changes);
            throw new RestoreRejectedException(
                    "file-changed",
                    "Since it was assessed, the file " + route.path() + " " + what
                            + ". Nothing was overwritten. Assess and confirm again.",
                    null,
                    null);
        }
    }

    @Override
    public void ended(OperationId operation) {
        route.memory().of(operation).forget();
    }
}
