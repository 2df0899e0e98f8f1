package dev.restore4j.aura.baseline;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** What may differ from a baseline without being a difference. Immutable; each method returns another. */
public final class Tolerances {

    private static final Tolerances EXACT = new Tolerances(new Margins(0, 0, 0), Set.of(), Set.of());

    private final Margins margins;
    private final Set<Aspect> ignored;
    private final Set<String> ignoredNames;

    private Tolerances(Margins margins, Set<Aspect> ignored, Set<String> ignoredNames) {
        this.margins = margins;
        this.ignored = ignored;
        this.ignoredNames = ignoredNames;
    }

    private record Margins(long counts, double countsPercent, double contentPercent) {

        private Margins {
            if (counts < 0 || !isPercent(countsPercent) || !isPercent(contentPercent)) {
                throw new IllegalArgumentException(
                        "A tolerance is no less than 0, and one in percent no more than 100.");
            }
        }

        private static boolean isPercent(double value) {
            return value >= 0 && value <= 100;
        }
    }

    /** {@return nothing may differ: for a snapshot that was taken with the baseline, while nobody wrote} */
    public static Tolerances exact() {
        return EXACT;
    }

    /**
     * {@return the same, where a count may be off by so many, too} Of this and {@link #countsWithinPercent}, the larger one
     * counts.
     *
     * @param most 0 or more
     */
    public Tolerances countsWithin(long most) {
        return new Tolerances(
                new Margins(most, margins.countsPercent(), margins.contentPercent()), ignored, ignoredNames);
    }

    /**
     * {@return the same, where a count may be off by so much of what is expected, too}
     *
     * @param percent 0 to 100
     */
    public Tolerances countsWithinPercent(double percent) {
        return new Tolerances(new Margins(margins.counts(), percent, margins.contentPercent()), ignored, ignoredNames);
    }

    /**
     * {@return the same, where so many of the sampled nodes of a label may be missing or changed} With more than 0, the sum over
     * all nodes of a label is not compared.
     *
     * @param percent 0 to 100
     */
    public Tolerances contentWithinPercent(double percent) {
        return new Tolerances(new Margins(margins.counts(), margins.countsPercent(), percent), ignored, ignoredNames);
    }

    /**
     * {@return the same, without these}
     *
     * @param aspects what is not compared
     */
    public Tolerances ignoring(Aspect... aspects) {
        EnumSet<Aspect> all = EnumSet.noneOf(Aspect.class);
        all.addAll(ignored);
        all.addAll(List.of(aspects));
        return new Tolerances(margins, Set.copyOf(all), ignoredNames);
    }

    /**
     * {@return the same, without what bears one of these names} The totals of nodes and relationships are then compared without
     * them, as far as a node has one label.
     *
     * @param names of labels, relationship types, property keys, indexes or constraints
     */
    public Tolerances ignoringNames(String... names) {
        Set<String> all = new HashSet<>(ignoredNames);
        all.addAll(List.of(names));
        return new Tolerances(margins, ignored, Set.copyOf(all));
    }

    boolean compares(Aspect aspect) {
        return !ignored.contains(Objects.requireNonNull(aspect, "aspect"));
    }

    boolean comparesName(String name) {
        return !ignoredNames.contains(name);
    }

    Set<String> ignoredNames() {
        return ignoredNames;
    }

    boolean acceptsCount(long expected, long found) {
        double margin = Math.max((double) margins.counts(), expected * margins.countsPercent() / 100);
        return Math.abs(found - expected) <= margin;
    }

    boolean wantsAllContent() {
        return margins.contentPercent() == 0;
    }

    boolean acceptsMissing(long missing, long sampled) {
        return missing * 100.0 <= sampled * margins.contentPercent();
    }

    @Override
    public String toString() {
        return "counts within " + margins.counts() + " or " + margins.countsPercent() + " %, content within "
                + margins.contentPercent() + " %"
                + (ignored.isEmpty() ? "" : ", ignoring " + ignored)
                + (ignoredNames.isEmpty() ? "" : ", ignoring " + ignoredNames);
    }
}
