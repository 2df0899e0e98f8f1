package dev.restore4j.aura.upload;

import dev.restore4j.aura.console.ArrivedParts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which parts of a file are where. Parts are counted from 1. For the sending thread. */
final class Parts {

    private final long size;
    private final long partSize;
    private final int total;
    private final Set<Integer> missing = new TreeSet<>();
    private final Set<Integer> underWay = new TreeSet<>();
    private final Map<Integer, Failures> failures = new TreeMap<>();

    /** What the store calls the parts that are known to be those of the file. */
    private final Map<Integer, String> tags = new TreeMap<>();

    /** What those have. */
    private final Map<Integer, Checksum> checksums = new TreeMap<>();

    /** Listed by the Console with these tags, and nobody here knows what they have. */
    private final SortedMap<Integer, String> unproven = new TreeMap<>();

    /** Listed, and not known to be the file's. */
    private final Set<Integer> foreign = new TreeSet<>();

    private record Failures(int count, long dueNanos) {}

    private Parts(long size, int total) {
        this.size = size;
        this.total = total;
        this.partSize = (size + total - 1) / total;
        for (int number = 1; number <= total; number++) {
            missing.add(number);
        }
    }

    /**
     * {@return the parts of a file, all of the same size but the last, as the real tool divides it; empty where there would be
     * parts without a byte}
     *
     * @param size how many bytes it has
     * @param total how many parts there are
     */
    static Optional<Parts> of(long size, int total) {
        Parts parts = new Parts(size, total);
        return parts.range(total).length() > 0 ? Optional.of(parts) : Optional.empty();
    }

    int total() {
        return total;
    }

    FileRegion.Range range(int number) {
        long from = (number - 1) * partSize;
        return new FileRegion.Range(from, Math.min(partSize, size - from));
    }

    /** {@return whether there is something to send, or something under way} */
    boolean isUnfinished() {
        return !missing.isEmpty() || !underWay.isEmpty();
    }

    /** {@return how many bytes have arrived} */
    long arrivedBytes() {
        long open = 0;
        for (int number : missing) {
            open += range(number).length();
        }
        for (int number : underWay) {
            open += range(number).length();
        }
        return size - open;
    }

    /** {@return the next part that may be sent now} */
    OptionalInt due(long nowNanos) {
        return missing.stream()
                .filter(number -> {
                    Failures failed = failures.get(number);
                    return failed == null || nowNanos - failed.dueNanos() >= 0;
                })
                .mapToInt(Integer::intValue)
                .findFirst();
    }

    void started(int number) {
        missing.remove(number);
        underWay.add(number);
    }

    /**
     * The store took it.
     *
     * @param number which
     * @param tag the entity tag that the store gave it
     * @param checksum of what was sent
     */
    void sent(int number, String tag, Checksum checksum) {
        tags.put(number, bare(tag));
        checksums.put(number, checksum);
        foreign.remove(number);
        underWay.remove(number);
        failures.remove(number);
    }

    /** {@return how often in a row it has failed now} */
    int failed(int number, long nowNanos) {
        underWay.remove(number);
        missing.add(number);
        Failures former = failures.get(number);
        int count = former == null ? 1 : former.count() + 1;
        failures.put(number, new Failures(count, nowNanos));
        return count;
    }

    /** It is not sent again before that time. */
    void notBefore(int number, long nanos) {
        failures.computeIfPresent(number, (key, failed) -> new Failures(failed.count(), nanos));
    }

    /** It did not fail by itself: it may be sent again at once. */
    void sendAgain(int number) {
        underWay.remove(number);
        missing.add(number);
    }

    /** Whether a tag is in quotes says nothing. */
    private static String bare(String tag) {
        return tag.replace("\"", "").trim();
    }

    /**
     * What the Console does not list is missing, whatever the store has said; and so is what it lists with another tag than the
     * store gave it. What was not sent here is {@link #unproven()}.
     */
    void haveArrived(ArrivedParts arrived) {
        missing.clear();
        unproven.clear();
        for (int number = 1; number <= total; number++) {
            String listed = arrived.tag(number).map(Parts::bare).orElse("");
            String own = tags.get(number);
            if (listed.isEmpty() || (own != null && !own.equals(listed))) {
                missing.add(number);
            } else if (own == null) {
                unproven.put(number, listed);
            }
        }
    }

    /** {@return the numbers of the parts that are listed, and that nobody here has sent} */
    List<Integer> unproven() {
        return List.copyOf(unproven.keySet());
    }

    /**
     * It is compared with the file. Where the store calls a part by its MD5, as Amazon's does unless it encrypts with keys of its
     * own, it proves itself; else it is missing.
     *
     * @param number of one that is unproven
     * @param sums what the file has there
     */
    void compared(int number, Reread.Sums sums) {
        String listed = unproven.remove(number);
        if (sums.md5().equalsIgnoreCase(listed)) {
            tags.put(number, listed);
            checksums.put(number, sums.checksum());
        } else {
            missing.add(number);
            foreign.add(number);
        }
    }

    /** {@return whether it is listed with bytes that may be anything} */
    boolean isForeign(int number) {
        return foreign.contains(number);
    }

    /** {@return of all parts in a row; only once all have arrived} */
    Checksum checksum() {
        Checksum all = Checksum.NONE;
        for (int number = 1; number <= total; number++) {
            all = all.then(checksums.getOrDefault(number, Checksum.NONE));
        }
        return all;
    }
}
