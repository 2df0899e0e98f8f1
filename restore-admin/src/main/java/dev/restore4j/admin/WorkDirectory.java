package dev.restore4j.admin;

import dev.restore4j.admin.process.Family;
import dev.restore4j.admin.process.ProcessIdentity;
import dev.restore4j.admin.process.SpooledChild;
import dev.restore4j.time.TimeSource;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A directory for what is not finished. It goes with {@link #close()}; what a program that was killed has left, goes when the next
 * one makes its own beside it, after the children of that program were ended. Only its owner may read it.
 */
final class WorkDirectory implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Neo4jAdmin.class);
    private static final String PREFIX = ".restore4j-";
    private static final String OWNER = "owner";

    // of what ProcessIdentity.boot() says, the part that changes with each start of the machine
    private static final int MACHINE = 32;

    private final Path path;
    private final Family family;

    private WorkDirectory(Path path, Family family) {
        this.path = path;
        this.family = family;
    }

    /** Who else may work in the directory that one is made in. */
    enum Neighbours {
        /** Anybody: what another machine or container has left, may be at work. */
        ANY,
        /** Nobody, since one program at a time has the right to: whatever is there was left, wherever its program ran. */
        NONE
    }

    /**
     * Makes one beside those of others.
     *
     * @param parent where; it must exist
     * @param time to wait on while the children of a dead program are ended
     */
    static WorkDirectory in(Path parent, TimeSource time) {
        return in(parent, time, Neighbours.ANY);
    }

    /**
     * Makes one.
     *
     * @param parent where; it must exist
     * @param time to wait on while the children of a dead program are ended
     * @param neighbours who else may work there
     */
    static WorkDirectory in(Path parent, TimeSource time, Neighbours neighbours) {
        try {
            Family family = Family.fresh();
            Path path = Files.createDirectory(parent.resolve(PREFIX + family.mark()), FileTrees.ownerOnly(parent));
            FileTrees.write(
                    path.resolve(OWNER),
                    String.join("\n", ProcessIdentity.ofThisProgram().text(), family.mark(), host()) + "\n");
            clear(path, time, neighbours);
            return new WorkDirectory(path, family);
        } catch (IOException e) {
            throw FileTrees.failed("No directory for unfinished work can be made in " + parent, e);
        }
    }

    /**
     * Ends and deletes what dead programs have left beside a directory of ours. In a directory for all users, what others have
     * made may say anything, such as that a family of ours is theirs: it is not looked at.
     */
    private static void clear(Path own, TimeSource time, Neighbours neighbours) throws IOException {
        UserPrincipal user = Files.getOwner(own);
        Path parent = Objects.requireNonNull(own.getParent(), "it was made in one");
        try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(parent, PREFIX + "*")) {
            for (Path leftover : leftovers) {
                boolean theirs = leftover.equals(own) || !isOf(user, leftover);
                if (!theirs && isDead(leftover.resolve(OWNER), time, neighbours)) {
                    LOG.warn("Deleting {}, unfinished work of a program that ended", leftover);
                    FileTrees.delete(leftover);
                }
            }
        }
    }

    private static boolean isOf(UserPrincipal user, Path leftover) {
        try {
            return Files.isDirectory(leftover, LinkOption.NOFOLLOW_LINKS)
                    && Files.getOwner(leftover, LinkOption.NOFOLLOW_LINKS).equals(user);
        } catch (IOException e) {
            return false; // gone
        }
    }

    private static boolean isDead(Path owner, TimeSource time, Neighbours neighbours) {
        boolean alone = neighbours == Neighbours.NONE;
        try {
            List<String> lines = Files.readAllLines(owner);
            ProcessIdentity program = ProcessIdentity.parse(lines.get(0));
            // of another machine, or another container, nobody here knows who runs
            if (!lines.get(2).equals(host())) {
                return alone;
            }
            String here = ProcessIdentity.ofThisProgram().boot();
            if (!program.boot().equals(here)) {
                return alone || isOfEarlierRun(program.boot(), here);
            }
            if (program.alive()) {
                return false;
            }
            ProcessIdentity children = new ProcessIdentity(0, "", program.boot(), lines.get(1));
            SpooledChild left = SpooledChild.adopt(children);
            return left.end(time) && !left.mayBeHidden();
        } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
            return alone; // made just now, or not by us
        }
    }

    /**
     * {@return whether the machine was started anew since, so that nobody is left}
     *
     * <p>After the machine's part comes the container's. Of two containers of one machine, which may have the same host name,
     * neither sees who runs in the other.
     */
    private static boolean isOfEarlierRun(String there, String here) {
        return there.length() >= MACHINE
                && here.length() >= MACHINE
                && !there.substring(0, MACHINE).equals(here.substring(0, MACHINE));
    }

    private static String host() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        } catch (IOException e) {
            return "";
        }
    }

    Path path() {
        return path;
    }

    /** {@return the family that children belong to whose output is in here} */
    Family family() {
        return family;
    }

    /** {@return a directory in here} */
    Path make(String name) {
        try {
            return Files.createDirectories(path.resolve(name));
        } catch (IOException e) {
            throw FileTrees.failed("No directory for unfinished work can be made in " + path, e);
        }
    }

    /**
     * {@return a directory in which a dump is alone, under the name of a database}
     *
     * <p>The tool takes directories, not files. Beside others a dump may be ambiguous, and 5.26 stops at any newer backup that
     * lies in the directory (measured).
     */
    Path stage(Path archive, String database) {
        try {
            Path stage = Files.createTempDirectory(path, "stage");
            Files.createSymbolicLink(stage.resolve(database + ".dump"), archive.toRealPath());
            return stage;
        } catch (IOException e) {
            throw FileTrees.failed("The dump " + archive + " cannot be linked to", e);
        }
    }

    @Override
    public void close() {
        try {
            FileTrees.delete(path);
        } catch (IOException e) {
            LOG.warn("{} could not be deleted; it is no longer needed", path, e);
        }
    }
}
