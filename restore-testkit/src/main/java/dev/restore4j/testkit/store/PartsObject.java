package dev.restore4j.testkit.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An archive that arrives in parts, like Amazon's. Of two that are sent with one number, the one that ends later stays. */
final class PartsObject extends StoredObject {

    private final TreeMap<Integer, Part> parts = new TreeMap<>();
    private @Nullable Path whole;

    PartsObject(Path directory, String path) {
        super(directory, path);
    }

    /**
     * Takes a part.
     *
     * @param number from 1
     * @param length how many bytes it has
     * @param intake reads it
     * @param plan how much of it is read and kept
     * @return its entity tag; empty where it did not arrive whole, or is not kept
     */
    Optional<String> take(int number, long length, Intake intake, IntakePlan plan)
            throws IOException, InterruptedException {
        Path file = newFile("part-" + number);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            intake.read(plan.read(), bytes -> {
                plan.spoil(bytes);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            });
        }
        if (intake.length() < length || plan.keep() < length) {
            Files.delete(file);
            return Optional.empty();
        }
        String tag = intake.entityTag(number);
        return put(number, new Part(file, tag)) ? Optional.of(tag) : Optional.empty();
    }

    synchronized SortedMap<Integer, String> tags() {
        SortedMap<Integer, String> tags = new TreeMap<>();
        parts.forEach((number, part) -> tags.put(number, part.tag()));
        return tags;
    }

    private synchronized boolean put(int number, Part part) throws IOException {
        if (whole != null) {
            Files.delete(part.file());
            return false;
        }
        Part former = parts.put(number, part);
        if (former != null) {
            Files.delete(former.file());
        }
        return true;
    }

    synchronized boolean isSealed() {
        return whole != null;
    }

    @Override
    synchronized Optional<Path> whole() {
        return Optional.ofNullable(whole);
    }

    @Override
    synchronized Optional<Path> seal(SortedMap<Integer, String> claimed) throws IOException {
        if (!tags().equals(claimed)) {
            return Optional.empty();
        }
        if (whole == null) {
            List<Path> files = parts.values().stream().map(Part::file).toList();
            Path joined = newFile("archive");
            ArchiveFile.join(files, joined);
            files.forEach(PartsObject::delete);
            whole = joined;
        }
        return Optional.of(whole);
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Part(Path file, String tag) {}
}
