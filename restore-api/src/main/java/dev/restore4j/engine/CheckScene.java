package dev.restore4j.engine;

import dev.restore4j.operation.OperationId;
import dev.restore4j.time.TimeSource;
import dev.restore4j.verify.CheckContext;
import dev.restore4j.verify.Notes;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What all checks of one operation may know.
 *
 * @param operation the operation
 * @param target the target's reference, or the created instance's
 * @param uri where it serves Bolt, or null
 * @param restorePoint the time to which the restore went back
 * @param time what they wait on
 */
record CheckScene(
        OperationId operation, String target, @Nullable URI uri, Instant restorePoint, TimeSource time) {

    /** {@return what one look may know, which has its own time and notes} */
    CheckContext until(long deadline, Notes notes) {
        return new Context(this, deadline, notes);
    }

    private record Context(CheckScene scene, long deadline, Notes notes) implements CheckContext {

        @Override
        public String operation() {
            return scene.operation.value();
        }

        @Override
        public String target() {
            return scene.target;
        }

        @Override
        public Optional<URI> connection() {
            return Optional.ofNullable(scene.uri);
        }

        @Override
        public Instant restorePoint() {
            return scene.restorePoint;
        }

        @Override
        public Duration left() {
            long left = deadline - scene.time.nanoTime();
            return left <= 0 ? Duration.ZERO : Duration.ofNanos(left);
        }

        @Override
        public TimeSource time() {
            return scene.time;
        }

        @Override
        public String toString() {
            return "restore " + scene.operation + " over " + scene.target + ", " + left().toSeconds() + " s left";
        }
    }
}
