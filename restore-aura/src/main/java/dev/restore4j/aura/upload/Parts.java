package dev.restore4j.aura.upload;

import dev.restore4j.aura.console.ArrivedParts;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
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

    /** What the store said of the parts that were sent here. */
    private final Map<Integer, String> tags = new TreeMap<>();

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
     */
    void sent(int number, String tag) {
        tags.put(number, bare(tag));
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

    private boolean isThere(int number, ArrivedParts arrived) {
        String own = tags.get(number);
        return arrived.tag(number)
                .filter(listed -> own == null || own.equals(bare(listed)))
                .isPresent();
    }

    /**
     * What the Console does not list is missing, whatever the store has said; and so is what it lists with another tag than the
     * store gave it.
     */
    void haveArrived(ArrivedParts arrived) {
        missing.clear();
        for (int number = 1; number <= total; number++) {
            if (!isThere(number, arrived)) {
                missing.add(number);
            }
        }
    }
}
