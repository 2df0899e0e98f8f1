package dev.restore4j.benchmarks;

import dev.restore4j.testkit.time.VirtualTime;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** What clients without the library do: one status request for each restore, every so often. */
abstract class Polling implements Watching {

    /** What a minute allows, spread evenly. */
    static final Duration FAIR = Duration.ofMinutes(1).dividedBy(Scene.REQUESTS_A_MINUTE);

    /** Nobody asks more often, however few restores there are. The library's own steady interval. */
    static final Duration SHORTEST = Duration.ofSeconds(4);

    /** Plans the first polls. */
    abstract void begin(Round round);

    /** Plans the next poll of a restore that was seen going on. */
    abstract void stillGoingOn(Round round, String instance);

    @Override
    public final void watch(Scene scene) throws InterruptedException {
        Round round = new Round(this, scene);
        if (round.instances().isEmpty()) {
            return;
        }
        begin(round);
        scene.aura().time().await(round.over, Long.MAX_VALUE);
    }

    /** Polling until all is known. */
    static final class Round {

        private final Polling polling;
        private final Scene scene;
        private final VirtualTime time;
        private final RawAura raw;
        private final CompletableFuture<Void> over = new CompletableFuture<>();
        private final Set<String> accepted = new LinkedHashSet<>();
        private final Set<String> known = new HashSet<>();

        private Round(Polling polling, Scene scene) {
            this.polling = polling;
            this.scene = scene;
            this.time = scene.aura().virtualTime();
            this.raw = new RawAura(
                    scene.aura(), scene.aura().baseUri(), scene.aura().httpClient());
        }

        List<String> instances() {
            return scene.snapshots().stream()
                    .map(snapshot -> snapshot.instanceId())
                    .toList();
        }

        boolean knows(String instance) {
            return known.contains(instance);
        }

        boolean isOver() {
            return over.isDone();
        }

        long nanoTime() {
            return time.nanoTime();
        }

        void after(Duration delay, Runnable task) {
            time.schedule(delay, task);
        }

        /** {@return the instances whose restore has been accepted: nobody looks before} */
        Set<String> accepted() {
            if (accepted.size() < scene.snapshots().size()) {
                scene.truth().forEach(overwrite -> accepted.add(overwrite.target()));
            }
            return accepted;
        }

        /** Looks once; when throttled, again as soon as the answer allows. */
        void look(String instance) {
            raw.look(instance, new RawAura.Reader() {
                @Override
                public void status(String word) {
                    if (word.equals("running")) {
                        scene.know(instance);
                        known.add(instance);
                        if (known.size() == scene.snapshots().size()) {
                            over.complete(null);
                        }
                    } else {
                        polling.stillGoingOn(Round.this, instance);
                    }
                }

                @Override
                public void throttled(Duration retryAfter) {
                    after(retryAfter, () -> look(instance));
                }
            });
        }
    }
}
