package dev.restore4j.aura;

import dev.restore4j.aura.backup.BackupExtent;
import dev.restore4j.aura.backup.BackupFile;
import dev.restore4j.operation.Sizes;
import dev.restore4j.spi.Fingerprint;
import dev.restore4j.spi.SourceView;
import dev.restore4j.spi.SourceView.Origin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A backup file as a plan's source. */
final class FileSight {

    private static final String SIZE = "size";
    private static final String WRITTEN = "written";

    private FileSight() {}

    /** A dump does not say when it was made: then it is no younger than its file. */
    static SourceView of(BackupFile file) {
        Map<String, String> fields = new TreeMap<>();
        fields.put("path", file.path().toString());
        fields.put(SIZE, Long.toString(file.size()));
        fields.put(WRITTEN, file.modified().toString());
        file.fileKey().ifPresent(key -> fields.put("file", key));
        fields.put("kind", file.format().name());
        file.databaseName().ifPresent(name -> fields.put("database", name));
        return new SourceView(
                description(file),
                file.takenAt().orElse(file.modified()),
                Fingerprint.of(fields),
                file.takenAt().isPresent() ? Origin.UNKNOWN : Origin.UNDATED);
    }

    /**
     * {@return in which words the file is another one than was confirmed; empty where it is not there any more} Its identity on its
     * disk does not count: it is another one once the disk was mounted anew.
     */
    static List<String> changesSince(SourceView confirmed, Path path) {
        try {
            BasicFileAttributes now = Files.readAttributes(path, BasicFileAttributes.class);
            Map<String, String> fields = new TreeMap<>(confirmed.fingerprint().fields());
            fields.put(SIZE, Long.toString(now.size()));
            fields.put(WRITTEN, now.lastModifiedTime().toInstant().toString());
            return confirmed.fingerprint().changesTo(Fingerprint.of(fields));
        } catch (IOException e) {
            return List.of(); // it is not needed any more
        }
    }

    private static String description(BackupFile file) {
        StringBuilder text = new StringBuilder("file ").append(file.path()).append(": ");
        text.append(file.title());
        file.databaseName()
                .ifPresent(name -> text.append(" of database '").append(name).append('\''));
        if (file.extent() == BackupExtent.DIFFERENTIAL) {
            text.append(", differential");
        }
        text.append(", ").append(Sizes.text(file.size()));
        file.uncompressedSize().ifPresent(bytes -> text.append(", unpacked ").append(Sizes.text(bytes)));
        return text.toString();
    }
}
