package dev.restore4j.aura;

import dev.restore4j.aura.backup.BackupFile;
import dev.restore4j.operation.Durations;
import dev.restore4j.spi.Estimate;
import java.time.Duration;
import java.util.OptionalDouble;

/** How long a restore from a file may take. */
final class FileEstimate {

    /** A line of 100 Mbit/s, where nothing is known. */
    private static final double ASSUMED_RATE = 12_500_000;

    /** What one core unpacks and looks through, in bytes of the file: on the safe side of what was measured. */
    private static final double VERIFIED_RATE = 100e6;

    /** What Neo4j's own uploader reckons with: five minutes, and three for each GiB. */
    private static final Duration LOAD = Duration.ofMinutes(5);

    private static final double LOAD_SECONDS_A_GIB = 180;
    private static final double GIB = 1L << 30;

    private FileEstimate() {}

    static Estimate of(BackupFile file, Known proof, OptionalDouble rate) {
        double verify = proof == Known.YES ? 0 : file.size() / VERIFIED_RATE;
        double send = file.size() / rate.orElse(ASSUMED_RATE);
        double load = LOAD.toSeconds() + LOAD_SECONDS_A_GIB * file.size() / GIB;
        String sending = rate.isPresent()
                ? String.format(
                        java.util.Locale.ROOT, "at %.1f MB/s, as the last upload from here", rate.getAsDouble() / 1e6)
                : "if the line does 100 Mbit/s, which the first bytes will show";
        String basis =
                words(verify) + (proof == Known.YES ? " to verify it, which was done before; " : " to verify it; ")
                        + words(send) + " to send it " + sending + "; " + words(load)
                        + " for Aura to load it, as Neo4j's own uploader estimates";
        return new Estimate(Duration.ofSeconds(Math.round(verify + send + load)), basis);
    }

    /** Whether a file is proven whole already. */
    enum Known {
        YES,
        NO
    }

    private static String words(double seconds) {
        return Durations.text(Duration.ofSeconds(Math.round(seconds)));
    }
}
