package dev.restore4j.aura.backup;

import java.io.DataInputStream;
import java.io.IOException;

/**
 * What the header of everything under zstd says about the tar in it.
 *
 * @param files how many, without directories
 * @param bytes of all files together
 */
record Counts(long files, long bytes) {

    private static final int VERSION = 1;

    /**
     * {@return whether somebody counted} Neo4j's writer takes the numbers from its display of progress, and where there is
     * none, it writes zeros for whatever follows.
     */
    boolean isKnown() {
        return files > 0;
    }

    static Counts read(DataInputStream in) throws IOException {
        int version = in.readInt();
        if (version != VERSION) {
            throw Damage.damaged("The numbers in its header are of version " + version + "; 1 is known");
        }
        Counts counts = new Counts(in.readLong(), in.readLong());
        if (counts.files < 0 || counts.bytes < 0) {
            throw Damage.damaged("Its header says that it holds " + counts);
        }
        return counts;
    }

    @Override
    public String toString() {
        return files + " files with " + bytes + " bytes";
    }
}
