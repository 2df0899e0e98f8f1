package dev.restore4j.testkit;

import dev.restore4j.testkit.model.AuraModel;
import dev.restore4j.testkit.model.Effect;
import dev.restore4j.testkit.model.LoadFailure;
import dev.restore4j.testkit.model.Upload;
import dev.restore4j.testkit.store.ArchiveFile;
import dev.restore4j.testkit.store.ObjectStores;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/** Loads what was uploaded: looks at it for the first time, as Aura does, and gives it to what is behind the instance. */
final class Imports {

    private final ObjectStores stores;
    private final ArchiveContent contents;
    private final Map<Path, Long> checksums = new ConcurrentHashMap<>();

    Imports(ObjectStores stores, ArchiveContent contents) {
        this.stores = stores;
        this.contents = contents;
    }

    /** What has come of what has been announced. */
    List<ReceivedImport> received(List<Upload> uploads) {
        return uploads.stream().map(this::received).toList();
    }

    private ReceivedImport received(Upload upload) {
        Optional<Path> file = stores.whole(upload.id());
        return new ReceivedImport(
                upload,
                stores.received(upload.id()),
                file,
                file.map(path -> OptionalLong.of(path.toFile().length())).orElse(OptionalLong.empty()),
                file.map(path -> OptionalLong.of(checksum(path))).orElse(OptionalLong.empty()));
    }

    /** Does the work; the outcome is told to the model. Takes as long as it takes. */
    Outcome load(Upload upload, Optional<InstanceBacking> backing) {
        try {
            Optional<Path> archive = stores.archive(upload.id());
            Optional<String> defect = archive.isEmpty()
                    ? Optional.of("The archive has not arrived whole")
                    : defect(upload, archive.get());
            if (defect.isPresent()) {
                return Outcome.failed(defect.get(), "ImportIncomplete");
            }
            String content = contents.of(archive.orElseThrow());
            backing.ifPresent(real -> real.load(archive.orElseThrow()));
            return new Outcome(content, Optional.empty());
        } catch (IOException | RuntimeException e) {
            System.getLogger(Imports.class.getName())
                    .log(System.Logger.Level.WARNING, "the import failed: " + upload.id(), e);
            return Outcome.failed("The archive cannot be loaded: " + reason(e), "LoadFailed");
        }
    }

    private Optional<String> defect(Upload upload, Path archive) throws IOException {
        long size = archive.toFile().length();
        if (size != upload.bytes()) {
            return Optional.of("The archive has " + size + " bytes and should have " + upload.bytes());
        }
        return ArchiveFile.isChecksum(upload.crc32(), checksum(archive), archive)
                ? Optional.empty()
                : Optional.of("The checksum of the archive is not the one that was announced");
    }

    private long checksum(Path file) {
        return checksums.computeIfAbsent(file, path -> {
            try {
                return ArchiveFile.crc32(path);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static String reason(Exception failure) {
        String message = String.valueOf(failure.getMessage()).strip();
        return message.lines().findFirst().orElse(failure.getClass().getSimpleName());
    }

    /** What came of a loading. */
    record Outcome(String content, Optional<LoadFailure> failure) {

        static Outcome failed(String message, String reason) {
            return new Outcome("", Optional.of(LoadFailure.of(message, reason)));
        }

        void tell(AuraModel model, Effect effect, Instant now) {
            failure.ifPresentOrElse(why -> model.failed(effect, now, why), () -> model.loaded(effect, now, content));
        }
    }
}
