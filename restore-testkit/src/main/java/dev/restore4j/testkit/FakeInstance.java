package dev.restore4j.testkit;

import dev.restore4j.testkit.model.Backstage;
import dev.restore4j.testkit.model.FakeSnapshot;
import dev.restore4j.verify.Marker;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * An instance of the fake, seen from inside: how it really is, and what happens to it behind the client's back. None of
 * this counts as a request. Thread-safe.
 */
public final class FakeInstance {

    private final String id;
    private final Exchanges exchanges;
    private final Backstage backstage;

    FakeInstance(String id, Exchanges exchanges, Backstage backstage) {
        this.id = id;
        this.exchanges = exchanges;
        this.backstage = backstage;
    }

    /** {@return the id} */
    public String id() {
        return id;
    }

    /** {@return the present name} */
    public String name() {
        return exchanges.locked(now -> backstage.name(id));
    }

    /** {@return the name of the database's user, who may import into it} */
    public String user() {
        return exchanges.locked(now -> backstage.user(id));
    }

    /**
     * {@return the password of the database's user} It contains {@link dev.restore4j.testkit.model.AuraModel#SECRET_MARKER} unless it was set.
     */
    public String password() {
        return exchanges.locked(now -> backstage.password(id));
    }

    /** {@return the status that a request would see now; {@code deleted} when it is gone} */
    public String status() {
        return exchanges.locked(now -> backstage.status(id, now));
    }

    /** {@return the label of the data that is in it now} */
    public String content() {
        return exchanges.locked(now -> backstage.content(id, now));
    }

    /**
     * Changes the data.
     *
     * @param content the new label
     * @return this
     */
    public FakeInstance write(String content) {
        return done(() -> exchanges.locked(now -> ran(() -> backstage.write(id, content, now))));
    }

    /** {@return all its snapshots, also those that are being taken or have failed, in the order they were added} */
    public List<FakeSnapshot> snapshots() {
        return exchanges.locked(now -> backstage.snapshots(id, now));
    }

    /**
     * Adds a full, completed, scheduled snapshot. Its content is labelled by its time.
     *
     * @param timestamp when it was taken, not in the future
     * @return the snapshot
     */
    public FakeSnapshot addSnapshot(Instant timestamp) {
        return add(timestamp, FakeSnapshot.Extent.FULL);
    }

    /**
     * Adds a differential, completed, scheduled snapshot: it is not exportable.
     *
     * @param timestamp when it was taken, not in the future
     * @return the snapshot
     */
    public FakeSnapshot addDifferentialSnapshot(Instant timestamp) {
        return add(timestamp, FakeSnapshot.Extent.DIFFERENTIAL);
    }

    /**
     * Adds a series of full snapshots.
     *
     * @param first when the first was taken
     * @param last when the last may have been taken
     * @param every how far they are apart
     * @return the snapshots, oldest first
     */
    public List<FakeSnapshot> addSnapshots(Instant first, Instant last, Duration every) {
        List<FakeSnapshot> series = new ArrayList<>();
        for (Instant at = first; !at.isAfter(last); at = at.plus(every)) {
            series.add(addSnapshot(at));
        }
        return series;
    }

    /**
     * Aura starts a scheduled snapshot now; meanwhile the client cannot take one.
     *
     * @return the snapshot
     */
    public FakeSnapshot takeScheduledSnapshot() {
        return exchanges.locked(now -> backstage.takeScheduledSnapshot(id, now));
    }

    /**
     * Removes a snapshot, as the end of its retention does.
     *
     * @param snapshotId which
     * @return this
     */
    public FakeInstance deleteSnapshot(String snapshotId) {
        return done(() -> exchanges.locked(now -> ran(() -> backstage.deleteSnapshot(id, snapshotId))));
    }

    /**
     * Renames it, as somebody in the Console could.
     *
     * @param name the new one
     * @return this
     */
    public FakeInstance rename(String name) {
        return done(() -> exchanges.locked(now -> ran(() -> backstage.rename(id, name))));
    }

    /**
     * Starts a resize, as somebody in the Console could.
     *
     * @param memory for example {@code 16GB}
     * @return this
     */
    public FakeInstance resize(String memory) {
        return done(() -> exchanges.locked(now -> ran(() -> backstage.resize(id, memory, now))));
    }

    /** {@return this, after somebody has started to pause it} */
    public FakeInstance pause() {
        return done(() -> exchanges.locked(now -> ran(() -> backstage.pause(id, now))));
    }

    /** {@return this, after somebody has destroyed it} */
    public FakeInstance destroy() {
        return done(() -> exchanges.locked(now -> ran(() -> backstage.destroy(id, now))));
    }

    /** {@return this, after it was made another one under the same id and name, created now} */
    public FakeInstance recreate() {
        return done(() -> exchanges.locked(now -> ran(() -> backstage.recreate(id, now))));
    }

    /** {@return another instance like this and of the same name, created now, after this one was destroyed} */
    public FakeInstance replace() {
        String other = exchanges.locked(now -> backstage.replace(id, now));
        return new FakeInstance(other, exchanges, backstage);
    }

    /**
     * {@return a mark in this instance's data: part of its {@link #content()}, so that whatever replaces the content takes it away}
     *
     * <p>While the instance says anything but {@code running}, the data cannot be read or changed. No request is sent for it.
     */
    public Marker marker() {
        return new ContentMarker(this);
    }

    /** {@return the id and the name} */
    @Override
    public String toString() {
        return id + " \"" + name() + "\"";
    }

    private FakeSnapshot add(Instant timestamp, FakeSnapshot.Extent extent) {
        return exchanges.lockedAndReal(now -> {
            if (timestamp.isAfter(now)) {
                throw new IllegalArgumentException(timestamp + " is not yet; let it be taken then, by FakeAura.at");
            }
            return backstage.addSnapshot(id, timestamp, extent);
        });
    }

    private FakeInstance done(Runnable action) {
        action.run();
        return this;
    }

    private static boolean ran(Runnable action) {
        action.run();
        return true;
    }
}
