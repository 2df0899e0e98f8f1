package dev.restore4j.admin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;

/** A directory that gets another name on its file system. */
record Rename(Path from, Path to) {

    /** Does all of them or none, as far as it can. */
    static void all(List<Rename> renames) throws IOException {
        Deque<Rename> done = new ArrayDeque<>();
        try {
            for (Rename rename : renames) {
                FileTrees.makeDirectories(Objects.requireNonNull(rename.to.getParent()));
                Files.move(rename.from, rename.to, StandardCopyOption.ATOMIC_MOVE);
                done.push(rename);
                FileTrees.forceNames(rename.from, rename.to);
            }
        } catch (IOException e) {
            for (Rename rename : done) {
                try {
                    Files.move(rename.to, rename.from, StandardCopyOption.ATOMIC_MOVE);
                    FileTrees.forceNames(rename.to, rename.from);
                } catch (IOException again) {
                    e.addSuppressed(again);
                }
            }
            throw e;
        }
    }
}
