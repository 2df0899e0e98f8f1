package dev.restore4j.testkit.verify;

import dev.restore4j.verify.Marker;
import dev.restore4j.verify.Notes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A mark whose sightings a test writes down, one for each look; the last one is repeated. Without any it is gone at once, as after
 * a restore that can be seen. A mark that is really in an instance's data is {@code FakeInstance.marker()}. Thread-safe.
 */
public final class ScriptedMarker implements Marker {

    private final Deque<Sighting> script = new ArrayDeque<>();
    private final List<String> placed = new ArrayList<>();
    private final List<String> removed = new ArrayList<>();
    private int looks;
    private @Nullable Exception refusal;

    /** Makes one without a script. */
    public ScriptedMarker() {}

    /**
     * The next looks see these, one each.
     *
     * @param sightings in their order
     * @return this
     */
    public synchronized ScriptedMarker sees(Sighting... sightings) {
        script.addAll(Arrays.asList(sightings));
        return this;
    }

    /**
     * It can neither be made nor removed from now on.
     *
     * @param failure what is thrown instead
     * @return this
     */
    public synchronized ScriptedMarker refuses(Exception failure) {
        refusal = failure;
        return this;
    }

    /** {@return the tokens under which it was made, in their order} */
    public synchronized List<String> placed() {
        return List.copyOf(placed);
    }

    /** {@return the tokens under which it was removed, in their order} */
    public synchronized List<String> removed() {
        return List.copyOf(removed);
    }

    /** {@return how often it was looked for} */
    public synchronized int looks() {
        return looks;
    }

    @Override
    public synchronized void place(String token, Notes notes) throws Exception {
        checkAllowed();
        notes.write("marker.place", "scripted");
        placed.add(token);
    }

    @Override
    public synchronized Sighting look(String token, Notes notes) {
        looks++;
        Sighting next = script.size() > 1 ? script.removeFirst() : script.peekFirst();
        return next == null ? Sighting.GONE : next;
    }

    @Override
    public synchronized void remove(String token, Notes notes) throws Exception {
        checkAllowed();
        removed.add(token);
    }

    private void checkAllowed() throws Exception {
        if (refusal != null) {
            throw refusal;
        }
    }
}
