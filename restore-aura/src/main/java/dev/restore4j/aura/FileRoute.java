package dev.restore4j.aura;

import dev.restore4j.aura.backup.BackupFile;
import dev.restore4j.operation.Finding;
import dev.restore4j.operation.OperationId;
import dev.restore4j.spi.Estimate;
import dev.restore4j.spi.Preflight;
import dev.restore4j.spi.Preparation;
import dev.restore4j.spi.RestoreRoute;
import dev.restore4j.spi.RestoreTarget;
import dev.restore4j.spi.SourceView;
import dev.restore4j.spi.SubmissionAnswer;
import dev.restore4j.spi.UploadTarget;
import dev.restore4j.spi.UploadTarget.Sight;
import dev.restore4j.spi.Urgency;
import dev.restore4j.time.TimeSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** From a backup file into a target that takes uploads: what is looked at before anything is sent. */
final class FileRoute implements RestoreRoute {

    static final String KIND = "backup-file-upload";

    private final Path path;
    private final UploadTarget target;
    private final UploadAccess access;
    private final FileMemory memory;
    private volatile @Nullable SourceView seen;

    FileRoute(Path path, UploadTarget target, UploadAccess access) {
        this.path = path;
        this.target = target;
        this.access = access;
        this.memory = new FileMemory(target.environment().privateNotes());
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public String sourceReference() {
        return "file:" + path;
    }

    @Override
    public List<String> changesSince(SourceView confirmed) {
        return FileSight.changesSince(confirmed, path);
    }

    @Override
    public RestoreTarget target() {
        return target;
    }

    UploadTarget uploads() {
        return target;
    }

    UploadAccess access() {
        return access;
    }

    Path path() {
        return path;
    }

    FileMemory memory() {
        return memory;
    }

    /** {@return the file as it was looked at last, in this process; null where nobody has} */
    @Nullable
    SourceView seen() {
        return seen;
    }

    @Override
    public Preflight look(Urgency urgency) throws InterruptedException {
        memory.tidy(target.environment().journal());
        TimeSource time = target.environment().time();
        BackupFile file = Inspection.of(path, time, time::await);
        Sight sight = target.sight(urgency);
        List<Finding> findings = new ArrayList<>(FileFindings.of(file, sight));
        findings.addAll(sight.findings());
        Estimate estimate = FileEstimate.of(
                file, memory.proof(file).isPresent() ? FileEstimate.Known.YES : FileEstimate.Known.NO, memory.rate());
        SourceView source = FileSight.of(file);
        seen = source;
        return new Preflight(source, sight.view(), findings, sight.since(), estimate);
    }

    @Override
    public Optional<Preparation> preparation() {
        return Optional.of(new FilePreparation(this));
    }

    @Override
    public SubmissionAnswer submit(OperationId operation, long latestNanos) {
        throw new IllegalStateException("An upload is completed once the file is sent.");
    }
}
