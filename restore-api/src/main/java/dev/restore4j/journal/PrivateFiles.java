package dev.restore4j.journal;

import dev.restore4j.error.JournalException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Private notes as files of an owner-only directory, one each. A draft takes a note's place once it is whole and on disk. */
final class PrivateFiles implements PrivateNotes {

    private static final String SUFFIX = ".private";
    private static final String DRAFT = ".draft";
    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,100}");

    private final Path directory;

    PrivateFiles(Path directory) {
        this.directory = directory;
    }

    static String checked(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "A private note's name has 1 to 100 lower-case letters, digits and hyphens: '" + name + "'");
        }
        return name;
    }

    @Override
    public Optional<String> read(String name) {
        try {
            return Optional.of(Files.readString(file(name)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw failed("read", e);
        }
    }

    @Override
    public void write(String name, String text) {
        Path file = file(name);
        Path draft = directory.resolve(name + "-" + Long.toHexString(new SecureRandom().nextLong()) + DRAFT);
        try {
            OwnerOnly.makeDirectory(directory);
            try {
                OwnerOnly.makeFile(draft);
                try (RandomAccessFile out = new RandomAccessFile(draft.toFile(), "rw")) {
                    out.write(text.getBytes(StandardCharsets.UTF_8));
                    out.getFD().sync();
                }
                Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(draft);
            }
            OwnerOnly.forceDirectory(directory);
        } catch (IOException e) {
            throw failed("write", e);
        }
    }

    @Override
    public void delete(String name) {
        try {
            boolean deleted = Files.deleteIfExists(file(name));
            for (Path draft : drafts(name)) {
                deleted |= Files.deleteIfExists(draft);
            }
            if (deleted) {
                OwnerOnly.forceDirectory(directory); // a power cut must not bring a secret back
            }
        } catch (IOException | UncheckedIOException e) { // the latter where listing fails in its midst
            throw failed("delete", e);
        }
    }

    /** What a process that was killed while it wrote has left. */
    private List<Path> drafts(String name) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().endsWith(DRAFT)
                            && name(file).filter(name::equals).isPresent())
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    /** {@return the name of a note, also of one that was never finished} */
    private static Optional<String> name(Path file) {
        String name = file.getFileName().toString();
        if (name.endsWith(SUFFIX)) {
            return Optional.of(name.substring(0, name.length() - SUFFIX.length()));
        }
        int end = name.lastIndexOf('-');
        return name.endsWith(DRAFT) && end > 0 ? Optional.of(name.substring(0, end)) : Optional.empty();
    }

    @Override
    public List<String> names() {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(PrivateFiles::name)
                    .flatMap(Optional::stream)
                    .distinct()
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException | UncheckedIOException e) {
            throw failed("list", e);
        }
    }

    private Path file(String name) {
        return directory.resolve(checked(name) + SUFFIX);
    }

    /** Not the text: it is private. */
    private JournalException failed(String what, Exception cause) {
        return new JournalException(
                "Cannot " + what + " a private note in " + directory + " ("
                        + cause.getClass().getSimpleName()
                        + "). Make the directory writable for " + System.getProperty("user.name")
                        + " alone, and see that its disk is not full.",
                cause);
    }
}
