package dev.restore4j.testkit;

import dev.restore4j.verify.Marker;
import dev.restore4j.verify.Notes;

/** A mark at the end of an instance's content. */
final class ContentMarker implements Marker {

    private final FakeInstance instance;

    ContentMarker(FakeInstance instance) {
        this.instance = instance;
    }

    @Override
    public void place(String token, Notes notes) {
        checkRunning();
        notes.write("marker.instance", instance.id());
        if (!instance.content().endsWith(mark(token))) {
            instance.write(instance.content() + mark(token));
        }
    }

    @Override
    public Sighting look(String token, Notes notes) {
        if (!isRunning()) {
            return Sighting.UNREADABLE;
        }
        return instance.content().endsWith(mark(token)) ? Sighting.THERE : Sighting.GONE;
    }

    @Override
    public void remove(String token, Notes notes) {
        checkRunning();
        String content = instance.content();
        if (content.endsWith(mark(token))) {
            instance.write(content.substring(0, content.length() - mark(token).length()));
        }
    }

    private boolean isRunning() {
        return instance.status().equals("running");
    }

    private void checkRunning() {
        if (!isRunning()) {
            throw new IllegalStateException(instance + " is " + instance.status() + " and takes no query");
        }
    }

    private static String mark(String token) {
        return " marked " + token;
    }
}
