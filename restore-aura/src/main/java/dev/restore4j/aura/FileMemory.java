package dev.restore4j.aura;

import dev.restore4j.aura.backup.BackupFile;
import dev.restore4j.aura.backup.BackupProof;
import dev.restore4j.aura.upload.UploadMemory;
import dev.restore4j.error.JournalException;
import dev.restore4j.journal.Journal;
import dev.restore4j.journal.PrivateNotes;
import dev.restore4j.operation.OperationId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalDouble;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is remembered of files and uploads, beside the journal: which files were proven, how fast the last upload was, and, while an
 * operation sends, the addresses under which it goes on. All of it spares work; nothing depends on it. Thread-safe.
 */
final class FileMemory {

    private static final Logger LOG = LoggerFactory.getLogger(AuraClient.class);
    private static final String PROOF = "proof-";
    private static final String UPLOAD = "upload-";
    private static final String RATE = "transfer-rate";

    private final PrivateNotes notes;

    FileMemory(PrivateNotes notes) {
        this.notes = notes;
    }

    /** {@return what proves just the file that was inspected, if it was verified before} */
    Optional<BackupProof> proof(BackupFile file) {
        return read(PROOF + hash(file.path().toString()))
                .flatMap(BackupProof::parse)
                .filter(proof -> proof.isOf(file));
    }

    void proven(BackupFile file, BackupProof proof) {
        write(PROOF + hash(file.path().toString()), proof.toText());
    }

    /** {@return how many bytes a second the last upload sent; empty where there was none} */
    OptionalDouble rate() {
        try {
            String text = read(RATE).orElse("");
            return text.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(Double.parseDouble(text));
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }

    void sent(double bytesPerSecond) {
        write(RATE, Double.toString(bytesPerSecond));
    }

    UploadMemory of(OperationId operation) {
        String name = UPLOAD + operation.value();
        return new UploadMemory() {
            @Override
            public Optional<String> read() {
                return FileMemory.this.read(name);
            }

            @Override
            public void write(String text) {
                FileMemory.this.write(name, text);
            }

            @Override
            public void forget() {
                FileMemory.this.delete(name);
            }
        };
    }

    /** Forgets the addresses of operations that have ended, when whoever drove them died before it could. */
    void tidy(Journal journal) {
        try {
            for (String name : notes.names()) {
                if (name.startsWith(UPLOAD) && !isOpen(journal, name.substring(UPLOAD.length()))) {
                    notes.delete(name);
                }
            }
        } catch (JournalException e) {
            LOG.warn("What ended operations remembered of their uploads could not be deleted: {}", e.getMessage());
        }
    }

    private static boolean isOpen(Journal journal, String id) {
        try {
            return journal.read(new OperationId(id)).filter(log -> log.isOpen()).isPresent();
        } catch (IllegalArgumentException e) {
            return false; // nobody's
        }
    }

    private Optional<String> read(String name) {
        try {
            return notes.read(name);
        } catch (JournalException e) {
            LOG.warn("Work that was done before is done again: {}", e.getMessage());
            return Optional.empty();
        }
    }

    private void write(String name, String text) {
        try {
            notes.write(name, text);
        } catch (JournalException e) {
            LOG.warn("After a crash, work will be done again: {}", e.getMessage());
        }
    }

    /** It may come between an answer of Aura and its entry in the journal, which nothing of this may keep from being written. */
    private void delete(String name) {
        try {
            notes.delete(name);
        } catch (RuntimeException e) {
            LOG.warn(
                    "The addresses of an upload that is over stay on disk, for their owner alone ({}): look at the disk of the"
                            + " journal.",
                    e.getClass().getSimpleName());
        }
    }

    /** {@return 32 hexadecimal digits} */
    static String hash(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] bytes = digest.digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(bytes, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
