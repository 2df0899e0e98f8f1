package dev.restore4j.event;

import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** How far some longer work is. Immutable. */
public final class Progress {

    private final String phase;
    private final double fraction;
    private final long bytes;
    private final long total;
    private final double bytesPerSecond;

    private Progress(String phase, double fraction, long bytes, long total, double bytesPerSecond) {
        this.phase = Objects.requireNonNull(phase, "phase");
        this.fraction = fraction;
        this.bytes = bytes;
        this.total = total;
        this.bytesPerSecond = bytesPerSecond;
    }

    /**
     * {@return work of which nobody can tell how far it is}
     *
     * @param phase what is done, such as {@code check}
     */
    public static Progress in(String phase) {
        return new Progress(phase, -1, -1, -1, -1);
    }

    /**
     * {@return work of which a part is done}
     *
     * @param phase what is done, such as {@code dump}
     * @param fraction how much of it, 0 to 1; what is outside of that is taken for the nearest
     */
    public static Progress of(String phase, double fraction) {
        return new Progress(phase, Math.max(0, Math.min(1, fraction)), -1, -1, -1);
    }

    /**
     * {@return work that is counted in bytes}
     *
     * @param phase what is done, such as {@code upload}
     * @param bytes how many are done
     * @param total how many there are
     * @param bytesPerSecond how many a second, lately; zero or less where that is not known
     */
    public static Progress ofBytes(String phase, long bytes, long total, double bytesPerSecond) {
        double fraction = total <= 0 ? 0 : Math.max(0, Math.min(1, (double) bytes / total));
        return new Progress(phase, fraction, bytes, total, bytesPerSecond);
    }

    /** {@return what is done, a stable word: {@code dump}, {@code check}, {@code verify}, {@code upload}, {@code import}} */
    public String phase() {
        return phase;
    }

    /** {@return how much of it is done, 0 to 1; empty where nobody can tell} */
    public OptionalDouble fraction() {
        return fraction < 0 ? OptionalDouble.empty() : OptionalDouble.of(fraction);
    }

    /** {@return how many bytes are done; empty where they are not counted} */
    public OptionalLong bytes() {
        return bytes < 0 ? OptionalLong.empty() : OptionalLong.of(bytes);
    }

    /** {@return how many bytes there are; empty where they are not counted} */
    public OptionalLong totalBytes() {
        return total < 0 ? OptionalLong.empty() : OptionalLong.of(total);
    }

    /** {@return how many bytes a second are done, lately; empty where that is not known} */
    public OptionalDouble bytesPerSecond() {
        return bytesPerSecond <= 0 ? OptionalDouble.empty() : OptionalDouble.of(bytesPerSecond);
    }

    /** {@return how long the rest takes at this rate; empty where that is not known} */
    public Optional<Duration> left() {
        if (bytesPerSecond <= 0 || total < 0) {
            return Optional.empty();
        }
        return Optional.of(Duration.ofMillis(Math.round((total - bytes) / bytesPerSecond * 1000)));
    }

    /** {@return it in words, such as {@code upload 42 %}} */
    @Override
    public String toString() {
        return fraction < 0 ? phase : phase + String.format(Locale.ROOT, " %.0f %%", fraction * 100);
    }
}
