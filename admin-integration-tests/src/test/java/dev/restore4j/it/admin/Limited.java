package dev.restore4j.it.admin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;

/** Launchers that run a tool as it may be run: by somebody else, or where there is no room. */
record Limited(Path executable, Path directory) {

    /** {@return one that runs it as a user whom nothing belongs to} */
    Path asNobody() throws IOException {
        return script("as-nobody", "exec setpriv --reuid=65534 --clear-groups '%s' \"$@\"\n".formatted(executable));
    }

    /** {@return one that runs it as this user, to whom permissions apply also where it is root} */
    Path withoutRights() throws IOException {
        String exec = "exec setpriv --bounding-set=-all --inh-caps=-all '%s' \"$@\"\n";
        return script("without-rights", exec.formatted(executable));
    }

    /** Lets nobody write to any of it; {@return the directory} */
    static Path closed(Path tree) throws IOException {
        return allow(tree, "r-xr-xr-x");
    }

    /** {@return one that runs it where that directory is a file system of so many kilobytes, which goes with the tool} */
    Path withSmallDisk(Path place, int kilobytes) throws IOException {
        return script("small-" + place.getFileName(), small("'" + place + "'", kilobytes));
    }

    /** {@return the same, where the directory is the one that the tool dumps into; without one, there is no small disk} */
    Path withSmallTarget(int kilobytes) throws IOException {
        return script("small-target", """
                target=
                for word; do
                    case "$word" in --to-path=*) target="${word#--to-path=}";; esac
                done
                [ -n "$target" ] || exec '%s' "$@"
                """.formatted(executable) + small("\"$target\"", kilobytes));
    }

    private String small(String place, int kilobytes) throws IOException {
        String mount = "mount -t tmpfs -o size=%dk small \"$0\" && exec \"$@\"".formatted(kilobytes);
        String unshare = String.join(" ", RealAdminLimitsTest.unshared());
        return "exec %s '%s' %s '%s' \"$@\"\n".formatted(unshare, mount, place, executable);
    }

    /** Lets everybody write to all of it; {@return the directory} */
    static Path open(Path tree) throws IOException {
        return allow(tree, "rwxrwxrwx");
    }

    private static Path allow(Path tree, String permissions) throws IOException {
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path file : files.toList()) {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
            }
        }
        return tree;
    }

    private Path script(String name, String text) throws IOException {
        Path file = Files.writeString(directory.resolve(name), "#!/bin/sh\n" + text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
