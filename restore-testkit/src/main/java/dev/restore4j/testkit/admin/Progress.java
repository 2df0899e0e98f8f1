package dev.restore4j.testkit.admin;

import dev.restore4j.testkit.admin.Terminal.Stream;
import java.util.Locale;

/** The lines of a dump and a load, a hundred and more of them. */
final class Progress {

    private static final int LINES = 140;

    private final ToolRun run;
    private final Stream stream;

    Progress(ToolRun run, Stream stream) {
        this.run = run;
        this.stream = stream;
    }

    /** The empty line that is printed once work begins. */
    void begin() {
        run.terminal().line(stream, "");
    }

    /** From nothing to that part of it. */
    void until(double part, int files) {
        lines(0, part, files);
    }

    /** From that part to the end. */
    void rest(double part, int files) {
        lines(part, 1, files);
    }

    private void lines(double from, double to, int files) {
        for (int i = (int) (from * LINES) + 1; i <= to * LINES; i++) {
            double done = (double) i / LINES;
            int file = Math.max(1, (int) Math.ceil(done * files));
            run.terminal()
                    .line(stream, String.format(Locale.ROOT, "Files: %d/%d, data: %4.1f%%", file, files, done * 100));
        }
    }

    void done(int files, long bytes) {
        run.terminal()
                .line(
                        stream,
                        "Done: %d files, %s processed in %.3f seconds."
                                .formatted(
                                        files,
                                        bytes(bytes),
                                        run.terminal().elapsed().toMillis() / 1000.0));
    }

    /** Four digits, as the tool writes sizes. */
    static String bytes(long bytes) {
        if (bytes < 1024) {
            return bytes + "B";
        }
        double value = bytes;
        String unit = "";
        for (String next : new String[] {"KiB", "MiB", "GiB", "TiB"}) {
            value /= 1024;
            unit = next;
            if (value < 1024) {
                break;
            }
        }
        int decimals = value < 10 ? 3 : value < 100 ? 2 : 1;
        return String.format(Locale.ROOT, "%." + decimals + "f%s", value, unit);
    }
}
