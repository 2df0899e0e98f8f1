package dev.restore4j.testkit.model;

import dev.restore4j.testkit.wire.Draw;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One possible Aura: a setting for each {@link Quirk}. Immutable.
 *
 * <pre>{@code
 * Quirks.documented().with(Quirk.StaleRunning.A_MINUTE, Quirk.RestoreAnswer.SAYS_RUNNING)
 * }</pre>
 */
public final class Quirks {

    private static final Quirks DOCUMENTED = new Quirks(defaults());

    private final Map<Class<?>, Quirk> settings;

    private Quirks(Map<Class<?>, Quirk> settings) {
        this.settings = Collections.unmodifiableMap(settings);
    }

    /** {@return what the documentation and live tests say, and the likelier guess where they say nothing} */
    public static Quirks documented() {
        return DOCUMENTED;
    }

    /**
     * Every switch turned at random: for sweeps.
     *
     * @param seed the same seed gives the same settings
     * @return the settings
     */
    public static Quirks seeded(long seed) {
        Draw draw = Draw.of(seed).at("quirks");
        Quirks quirks = DOCUMENTED;
        for (List<Quirk> positions : switches()) {
            String name = positions.get(0).getClass().getSimpleName();
            quirks = quirks.with(positions.get(draw.at(name).below(positions.size())));
        }
        return quirks;
    }

    /** {@return every switch as the list of its positions, the documented one first} */
    public static List<List<Quirk>> switches() {
        List<List<Quirk>> all = new ArrayList<>();
        for (Class<?> type : Quirk.class.getPermittedSubclasses()) {
            all.add(Arrays.stream(type.getEnumConstants())
                    .map(Quirk.class::cast)
                    .toList());
        }
        return all;
    }

    /**
     * The same with some switches in other positions.
     *
     * @param positions each replaces the setting of its switch
     * @return the changed settings
     */
    public Quirks with(Quirk... positions) {
        Map<Class<?>, Quirk> changed = new LinkedHashMap<>(settings);
        for (Quirk position : positions) {
            changed.put(position.getClass(), position);
        }
        return new Quirks(changed);
    }

    /**
     * A switch's position.
     *
     * @param type the switch
     * @param <Q> the switch
     * @return its position
     */
    public <Q extends Enum<Q> & Quirk> Q position(Class<Q> type) {
        Quirk position = settings.get(type);
        if (position == null) {
            throw new IllegalArgumentException("not a switch: " + type);
        }
        return type.cast(position);
    }

    /**
     * Whether a switch is in a position.
     *
     * @param position the position
     * @return whether it is in that one
     */
    public boolean has(Quirk position) {
        return position == settings.get(position.getClass());
    }

    private static Map<Class<?>, Quirk> defaults() {
        Map<Class<?>, Quirk> settings = new LinkedHashMap<>();
        for (List<Quirk> positions : switches()) {
            settings.put(positions.get(0).getClass(), positions.get(0));
        }
        return settings;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Quirks that && settings.equals(that.settings);
    }

    @Override
    public int hashCode() {
        return settings.hashCode();
    }

    /** {@return the switches that are not in their documented position} */
    @Override
    public String toString() {
        List<String> turned = new ArrayList<>();
        for (Quirk position : settings.values()) {
            if (!DOCUMENTED.has(position)) {
                turned.add(position.getClass().getSimpleName() + "." + position);
            }
        }
        return "Quirks" + turned;
    }
}
