package dev.restore4j.admin;

import dev.restore4j.time.TimeSource;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Whether the disk that a child prints to had room all the time, as far as somebody has looked: a full one takes no line and says
 * nothing. Used by one thread.
 */
final class RoomWatch {

    /** A disk may be filled and freed in less; but a machine that is busy lets nobody look for some seconds, and ending a child takes ten. */
    static final Duration GAP = Duration.ofSeconds(30);

    // less than that, and a line that the tool printed may be missing
    private static final long SPARE = 1024 * 1024;

    private final Path file;
    private final TimeSource machine;
    private long least = Long.MAX_VALUE;
    private long last;
    private boolean broken;

    /**
     * Begins to watch.
     *
     * @param file the file that is printed to
     * @param machine the time that disks and children live in
     */
    RoomWatch(Path file, TimeSource machine) {
        this.file = file;
        this.machine = machine;
        this.last = machine.nanoTime();
    }

    Path file() {
        return file;
    }

    /** Looks, some times a second. */
    void look() {
        long now = machine.nanoTime();
        broken |= now - last > GAP.toNanos();
        last = now;
        try {
            least = Math.min(least, FileTrees.usable(file));
        } catch (IOException e) {
            least = 0;
        }
    }

    /** {@return whether there was room whenever somebody looked, and is; what is a quota, or broken, shows when it is written to} */
    boolean hadRoom() {
        look();
        Path probe = file.resolveSibling(file.getFileName() + ".room");
        try (RandomAccessFile out = new RandomAccessFile(probe.toFile(), "rw")) {
            out.write(new byte[(int) SPARE]);
            out.getFD().sync();
            return Math.min(least, FileTrees.usable(file)) >= SPARE;
        } catch (IOException e) {
            return false;
        } finally {
            probe.toFile().delete();
        }
    }

    /** {@return whether nobody has looked for so long that the disk may have been full meanwhile} */
    boolean isBroken() {
        return broken;
    }
}
