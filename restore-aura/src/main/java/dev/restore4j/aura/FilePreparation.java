package dev.restore4j.aura;

import dev.restore4j.aura.backup.BackupFile;
import dev.restore4j.aura.backup.BackupProof;
import dev.restore4j.aura.console.ConsoleSession;
import dev.restore4j.aura.upload.Upload;
import dev.restore4j.aura.upload.Uploaded;
import dev.restore4j.aura.upload.VerifiedFile;
import dev.restore4j.error.RestoreRejectedException;
import dev.restore4j.operation.Finding;
import dev.restore4j.operation.OperationId;
import dev.restore4j.operation.Sizes;
import dev.restore4j.spi.Preparation;
import dev.restore4j.spi.SourceView;
import dev.restore4j.spi.UploadTarget.Sight;
import dev.restore4j.spi.Urgency;
import dev.restore4j.spi.Workbench;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

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
        Settled inspected = Settled.inspect(route.path(), bench);
        BackupFile file = inspected.file();
        SourceView source = FileSight.of(file);
        mustBeWhatWasBegun(source, bench);
        ConsoleSession console = route.access().console().open();
        console.authenticate();
        Upload.checkSize(bench, console, file.fullSize());
        BackupProof proof = prove(inspected, bench);
        long fullSize = file.fullSize();
        if (proof.format() != file.format()) {
            mustFit(proof);
            fullSize = proof.uncompressedBytes();
            Upload.checkSize(bench, console, fullSize);
        }
        Path path = route.path();
        VerifiedFile verified = new VerifiedFile(path, file.size(), proof.crc32(), fullSize, () -> proof.isStill(path));
        Uploaded sent = send(verified, console, bench);
        return new Prepared(
                new PreparedFile(route, source, sent, console),
                "File " + file.path() + " (" + Sizes.text(file.size()) + ") was verified and sent" + gaps(proof)
                        + "; Aura was not asked to load it yet");
    }

    private BackupProof prove(Settled inspected, Workbench bench) throws InterruptedException {
        BackupFile file = inspected.file();
        Optional<BackupProof> known = route.memory().proof(file);
        if (known.isPresent()) {
            return known.get();
        }
        BackupProof proof = new FileVerification(file, bench).run();
        if (inspected.isSettled()) {
            route.memory().proven(file, proof);
        }
        return proof;
    }

    /** What the beginning of the file did not tell may speak against the target, and nothing was sent yet. */
    private void mustFit(BackupProof proof) throws InterruptedException {
        Sight sight = route.uploads().sight(Urgency.of(Urgency.Rank.CHECK));
        String type = sight.view().fingerprint().fields().get("type");
        Finding finding = FileFindings.product(route.path(), proof.format(), type)
                .filter(Finding::isBlocking)
                .orElse(null);
        if (finding != null) {
            throw new RestoreRejectedException(
                    finding.code(), finding.message() + " Nothing was sent, and nothing was overwritten.", null, null);
        }
    }

    /** {@return what the file has nothing to prove it by, behind a semicolon; empty where all of it was proven} */
    private static String gaps(BackupProof proof) {
        String all = proof.gaps().stream()
                .sorted()
                .map(gap -> switch (gap) {
                    case NO_CHECKSUM_OF_CONTENTS -> "its contents are under no checksum";
                    case NO_CHECKSUM_OF_METADATA -> "its name and time are under no checksum";
                    case NO_COUNTS -> "it does not say how many files it has";
                    case NO_CHECKSUM_BESIDE_THE_DUMP -> "what is beside its dump is under no checksum";
                })
                .collect(Collectors.joining(", "));
        return all.isEmpty() ? "" : "; not provable: " + all;
    }

    private Uploaded send(VerifiedFile file, ConsoleSession console, Workbench bench) throws InterruptedException {
        Upload upload =
                new Upload(file, console, route.access().store(), route.memory().of(bench.operation()));
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
